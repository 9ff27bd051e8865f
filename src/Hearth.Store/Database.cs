using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>The workspace's database file: its format, migrations, and connections to it.</summary>
internal sealed class Database
{
    /// <summary>The format that this version writes. Each step up has a migration in <see cref="Migrations"/>.</summary>
    public const int Format = 1;

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
    ];

    private readonly string _connectionString;

    private Database(string path) =>
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();

    /// <summary>Opens or creates the file and brings its format up to date.</summary>
    /// <exception cref="StoreException">The format is newer, or the file is damaged.</exception>
    public static Database Open(string path)
    {
        SqliteLibrary.EnsureInitialized();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var database = new Database(path);
        try
        {
            using var connection = database.Connect();
            database.Migrate(connection, path);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 11 or 26)
        {
            throw new StoreException(StoreException.Damaged,
                $"{path} is damaged or not a Hearth database ({exception.Message}). Move it away to start anew; nothing was changed.", exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 8 or 13 or 14)
        {
            throw new StoreException(StoreException.NotWritable, $"{path} cannot be opened for writing: {exception.Message}", exception);
        }

        return database;
    }

    /// <summary>A connection from the pool, ready to use; dispose it soon.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // NORMAL in WAL mode: a killed process loses nothing; only a power cut can lose the last commits, never the file's integrity.
        connection.Execute("PRAGMA busy_timeout = 30000; PRAGMA synchronous = NORMAL;");
        return connection;
    }

    private void Migrate(SqliteConnection connection, string path)
    {
        var format = Convert.ToInt32(connection.Scalar("PRAGMA user_version"));
        if (format > Format)
            throw new StoreException(StoreException.NewerFormat,
                $"{path} has format {format}; this version reads up to {Format}. Use the newer Hearth that wrote it. Nothing was changed.");
        if (format == Format)
            return;
        connection.Execute("PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        // Another process may have migrated between the look above and the lock.
        format = Convert.ToInt32(connection.Scalar("PRAGMA user_version"));
        for (; format < Format; format++)
            connection.Execute(Migrations[format]);
        connection.Execute($"PRAGMA user_version = {Format}");
        transaction.Commit();
    }
}
