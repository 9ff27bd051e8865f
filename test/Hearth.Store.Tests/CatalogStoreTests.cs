using Microsoft.Data.Sqlite;

namespace Hearth.Store.Tests;

public sealed class CatalogStoreTests : IDisposable
{
    /// <summary>The tables of format 1, as its version made them.</summary>
    private const string Format1 = """
        CREATE TABLE runs(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, parent TEXT, status TEXT NOT NULL, created INTEGER NOT NULL,
            ended INTEGER, start BLOB NOT NULL, result BLOB);
        CREATE TABLE events(position INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, step TEXT, item INTEGER, attempt INTEGER, data BLOB);
        INSERT INTO runs VALUES(1, 'first', 'words', NULL, 'succeeded', 638000000000000000, 638000000010000000, x'7B7D', x'7B7D');
        INSERT INTO runs VALUES(2, 'second', 'words', 'first', 'running', 638000000000000000, NULL, x'7B7D', NULL);
        INSERT INTO events VALUES((1 << 32) | 1, 638000000000000000, 'run-started', NULL, NULL, NULL, NULL);
        INSERT INTO events VALUES((1 << 32) | 2, 638000000000000000, 'attempt-ended', 'count', 3, 1, x'7B22');
        PRAGMA user_version = 1;
        PRAGMA journal_mode = WAL;
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_database_of_format_1_is_brought_up_to_date_and_keeps_everything()
    {
        Execute(Format1);

        await using var store = RunStore.Open(_directory.Path);
        using var catalog = CatalogStore.Open(_directory.Path);

        Assert.Equal(["second words running", "first words succeeded"], store.List(10, nested: true).Select(run => $"{run.Id} {run.Workflow} {run.Status}"));
        Assert.Equal([(1L, "run-started", null, null), (2L, "attempt-ended", "count", 3L)], store.Read(1).Select(entry => (entry.Sequence, entry.Kind, entry.Step, entry.Item)));
        Assert.Equal([0x7B, 0x22], store.ReadData(1, [2]).Single());
        await store.AppendAsync(2, 1, [new LogEntry(Now, "kind", null, null, null, default)]);
        Assert.Single(store.Read(2));
        Assert.Empty(catalog.List());
        catalog.Update(_ => [Row("a")]);
        Assert.Single(catalog.List());
        Assert.Equal(7L, Scalar("PRAGMA user_version"));
        Assert.Empty(store.Findings.Of("first"));
        store.Findings.Add([new Finding("first", Now, "HEARTH3016", "found")]);
        Assert.Single(store.Findings.Of("first"));
    }

    [Fact]
    public void Rows_are_added_changed_and_removed_in_one()
    {
        using (var catalog = CatalogStore.Open(_directory.Path))
        {
            catalog.Update(_ => [Row("b"), Row("a") with { Fingerprint = "f", Error = "e" }, Row("a") with { Path = "other" }]);
            catalog.Update(rows => [rows[0] with { State = "removed", Name = "A" }, rows[2]]);
            Assert.Throws<InvalidOperationException>(() => catalog.Update(_ => throw new InvalidOperationException()));
        }

        using var again = CatalogStore.Open(_directory.Path);
        Assert.Equal([Row("A") with { Path = "other", State = "removed" }, Row("b")], again.List());
    }

    [Fact]
    public async Task Changes_of_several_at_once_all_count()
    {
        using var catalog = CatalogStore.Open(_directory.Path);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() =>
        {
            using var own = CatalogStore.Open(_directory.Path);
            own.Update(rows => [.. rows, Row($"name{number}")]);
        })));

        Assert.Equal(20, catalog.List().Count);
    }

    private static CatalogRecord Row(string name) => new("task", name, "tasks/A.cs", null, "compiled", null, Now, Now, Now);

    private void Execute(string sql) => Scalar(sql);

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
