namespace Hearth.Store;

/// <summary>What was found about runs, beside their logs. Safe for use from several threads and processes.</summary>
public sealed class FindingStore
{
    private readonly Database _database;

    internal FindingStore(Database database) => _database = database;

    /// <summary>Adds findings, in one commit; one that is there already is left as it is.</summary>
    /// <exception cref="StoreException">The disk is full or gone; nothing was added.</exception>
    public void Add(IReadOnlyCollection<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        using var connection = _database.Connect();
        _database.Explained(() =>
        {
            connection.InTransaction(() =>
            {
                foreach (var finding in findings)
                    connection.Execute("INSERT OR IGNORE INTO findings(run, id, message, at) VALUES($run, $id, $message, $at)",
                        ("$run", finding.Run), ("$id", finding.Id), ("$message", finding.Message), ("$at", finding.At.UtcTicks));
            });
            return true;
        });
    }

    /// <summary>All of one run, oldest first.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyList<Finding> Of(string run)
    {
        using var connection = _database.Connect();
        return _database.Explained(() =>
        {
            using var command = connection.Command("SELECT at, id, message FROM findings WHERE run = $run ORDER BY at, id, message", ("$run", run));
            using var reader = command.ExecuteReader();
            var findings = new List<Finding>();
            while (reader.Read())
                findings.Add(new Finding(run, new DateTimeOffset(reader.GetInt64(0), TimeSpan.Zero), reader.GetString(1), reader.GetString(2)));
            return findings;
        });
    }
}
