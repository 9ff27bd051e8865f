using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>The catalog of extensions, in the workspace's database. Safe for use from several threads and processes.</summary>
public sealed class CatalogStore : IDisposable
{
    private readonly Database _database;

    private CatalogStore(Database database) => _database = database;

    /// <summary>Opens the database in a workspace's <c>.hearth</c> folder, or makes it.</summary>
    /// <exception cref="StoreException">It cannot be used; nothing was changed.</exception>
    public static CatalogStore Open(string stateDirectory) => new(Database.Open(Path.Combine(stateDirectory, "hearth.db")));

    /// <summary>All rows, by kind, name and path.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyList<CatalogRecord> List()
    {
        using var connection = _database.Connect();
        return _database.Explained(() => Read(connection));
    }

    /// <summary>Replaces all rows, in one commit; nobody else changes them in between. Writes nothing where nothing changes.</summary>
    /// <param name="change">From the rows that there are to those that there shall be.</param>
    /// <exception cref="StoreException">The disk is full or gone; nothing was changed.</exception>
    public void Update(Func<IReadOnlyList<CatalogRecord>, IReadOnlyList<CatalogRecord>> change)
    {
        using var connection = _database.Connect();
        _database.Explained(() =>
        {
            connection.InTransaction(() =>
            {
                var before = Read(connection);
                var after = change(before);
                foreach (var gone in before.Except(after))
                    connection.Execute("DELETE FROM catalog WHERE kind = $kind AND name_key = $key AND path = $path", ("$kind", gone.Kind), ("$key", Key(gone)), ("$path", gone.Path));
                foreach (var row in after.Except(before))
                    Insert(connection, row);
            });
            return true;
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Close();

    private static void Insert(SqliteConnection connection, CatalogRecord row) => connection.Execute(
        """
        INSERT OR REPLACE INTO catalog(kind, name_key, path, name, fingerprint, state, error, first_seen, changed, since)
        VALUES($kind, $key, $path, $name, $fingerprint, $state, $error, $seen, $changed, $since)
        """,
        ("$kind", row.Kind), ("$key", Key(row)), ("$path", row.Path), ("$name", row.Name), ("$fingerprint", row.Fingerprint), ("$state", row.State), ("$error", row.Error),
        ("$seen", row.FirstSeen.UtcTicks), ("$changed", row.Changed.UtcTicks), ("$since", row.Since.UtcTicks));

    private static List<CatalogRecord> Read(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT kind, name, path, fingerprint, state, error, first_seen, changed, since FROM catalog ORDER BY kind, name_key, path");
        using var reader = command.ExecuteReader();
        var rows = new List<CatalogRecord>();
        while (reader.Read())
            rows.Add(new CatalogRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2), Text(reader, 3), reader.GetString(4), Text(reader, 5), Time(reader, 6), Time(reader, 7), Time(reader, 8)));
        return rows;
    }

    private static string Key(CatalogRecord row) => row.Name.ToLowerInvariant();

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset Time(SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);
}
