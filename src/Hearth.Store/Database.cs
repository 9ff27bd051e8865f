using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>The workspace's database file: its format, migrations, and connections to it.</summary>
internal sealed class Database
{
    /// <summary>The format that this version writes. Each step up has a migration in <see cref="Migrations"/>.</summary>
    public const int Format = 7;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE runs(
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workflow TEXT NOT NULL,
            parent TEXT,
            status TEXT NOT NULL,
            created INTEGER NOT NULL,
            ended INTEGER,
            start BLOB NOT NULL,
            result BLOB);
        -- position = run number * 2^32 + sequence: one ordered key, no second index.
        CREATE TABLE events(
            position INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            step TEXT,
            item INTEGER,
            attempt INTEGER,
            data BLOB);
        """,
        """
        -- name_key: names are the same whatever their case.
        CREATE TABLE catalog(
            kind TEXT NOT NULL,
            name_key TEXT NOT NULL,
            path TEXT NOT NULL,
            name TEXT NOT NULL,
            fingerprint TEXT,
            state TEXT NOT NULL,
            error TEXT,
            first_seen INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY(kind, name_key, path)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE findings(
            run TEXT NOT NULL,
            id TEXT NOT NULL,
            message TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY(run, id, message)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE results(
            key BLOB NOT NULL PRIMARY KEY,
            run TEXT NOT NULL,
            workflow TEXT NOT NULL,
            step TEXT NOT NULL,
            item INTEGER,
            code TEXT NOT NULL,
            input TEXT NOT NULL,
            folder TEXT,
            reference TEXT,
            size INTEGER NOT NULL,
            created INTEGER NOT NULL,
            used INTEGER NOT NULL,
            value BLOB,
            sources BLOB);
        -- With the size, so that adding up and evicting need not read the values.
        CREATE INDEX results_used ON results(used, created, size);
        CREATE INDEX results_place ON results(workflow, step, item, used);
        """,
        """
        -- Items of a mapped step that follow each other: their outputs are a part of a stored array.
        CREATE TABLE result_blocks(
            key BLOB NOT NULL PRIMARY KEY,
            run TEXT NOT NULL,
            workflow TEXT NOT NULL,
            step TEXT NOT NULL,
            first INTEGER NOT NULL,
            count INTEGER NOT NULL,
            code TEXT NOT NULL,
            array TEXT NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            used INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX result_blocks_place ON result_blocks(workflow, step, first, count, code);
        CREATE INDEX result_blocks_used ON result_blocks(used);
        """,
        """
        -- No other tables; but from here on the log of a run may say that its definition changed, and a version that does not know that must not go on with it.
        SELECT 1;
        """,
        """
        -- From here on one entry of a log may be about several items.
        SELECT 1;
        """,
    ];

    private readonly string _path;
    private readonly string _connectionString;

    private Database(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
    }

    /// <summary>Opens or creates the file and brings its format up to date.</summary>
    /// <exception cref="StoreException">The format is newer, or the file is damaged, another program's, or cannot be written.</exception>
    public static Database Open(string path)
    {
        SqliteLibrary.EnsureInitialized();
        var database = new Database(path);
        var opened = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var connection = database.Connect();
            database.Migrate(connection);
            opened = true;
            return database;
        }
        catch (SqliteException exception)
        {
            throw database.Explain(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreException.NotWritable, $"{path} cannot be made: {exception.Message}", exception);
        }
        finally
        {
            if (!opened)
                database.Close();
        }
    }

    /// <summary>A connection from the pool, ready to use; dispose it soon.</summary>
    /// <exception cref="StoreException">The file cannot be opened.</exception>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // NORMAL in WAL mode: a killed process loses nothing; only a power cut can lose the last commits, never the file's integrity.
            connection.Execute("PRAGMA busy_timeout = 30000; PRAGMA synchronous = NORMAL;");
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Explain(exception);
        }
    }

    /// <summary>Lets go of the file. Pooled connections would go on using it after it was moved away or deleted; the last one also tidies up its log.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Does something with the file whose failure people should understand.</summary>
    /// <exception cref="StoreException">It failed.</exception>
    public T Explained<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
    }

    /// <summary>What an error of SQLite means for people.</summary>
    public StoreException Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        11 or 26 => new StoreException(StoreException.Damaged,
            $"{_path} is damaged or not a Hearth database ({exception.Message}). Move it away to start anew; nothing was changed.", exception),
        5 or 6 => new StoreException(StoreException.NotWritable, $"{_path} is held by another process for too long ({exception.Message}).", exception),
        19 => new StoreException(StoreException.NotWritable, $"{_path} holds this already; does another host work on the same run? ({exception.Message})", exception),
        _ => new StoreException(StoreException.NotWritable, $"{_path} cannot be used: {exception.Message}", exception),
    };

    private void Migrate(SqliteConnection connection)
    {
        if (FormatOf(connection) != Format)
            connection.InTransaction(() =>
            {
                // Another process may have migrated between the look above and the lock.
                var format = FormatOf(connection);
                if (format == 0 && Convert.ToInt64(connection.Scalar("SELECT count(*) FROM sqlite_master")) > 0)
                    throw new StoreException(StoreException.Damaged, $"{_path} is another program's database. Move it away; nothing was changed.");
                for (; format < Format; format++)
                    connection.Execute(Migrations[format]);
                connection.Execute($"PRAGMA user_version = {Format}");
            });

        // Stays with the file. After the migration, so that a file which is not ours is never touched; at each start, in case that one was killed before it came here.
        connection.Execute("PRAGMA journal_mode = WAL");
    }

    private int FormatOf(SqliteConnection connection)
    {
        var format = Convert.ToInt32(connection.Scalar("PRAGMA user_version"));
        return format <= Format
            ? format
            : throw new StoreException(StoreException.NewerFormat,
                $"{_path} has format {format}; this version reads up to {Format}. Use the newer Hearth that wrote it. Nothing was changed.");
    }
}
