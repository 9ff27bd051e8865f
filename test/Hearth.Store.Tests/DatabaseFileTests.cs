using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Hearth.Store.Tests;

public sealed class DatabaseFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_newer_format_is_refused_and_the_file_is_left_as_it_is()
    {
        await (RunStore.Open(_directory.Path)).DisposeAsync();
        Execute("PRAGMA user_version = 99; CREATE TABLE future(x); INSERT INTO future VALUES(1)");
        var before = Hash();

        var exception = Assert.Throws<StoreException>(() => RunStore.Open(_directory.Path));

        Assert.Equal(StoreException.NewerFormat, exception.Id);
        Assert.Contains("99", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash());
        Assert.Equal([_directory.Database], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_left_alone_and_can_be_moved_away()
    {
        await File.WriteAllTextAsync(_directory.Database, string.Concat(Enumerable.Repeat("this is not a database\n", 500)));
        var before = Hash();

        var exception = Assert.Throws<StoreException>(() => RunStore.Open(_directory.Path));

        Assert.Equal(StoreException.Damaged, exception.Id);
        Assert.Contains(_directory.Database, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash());
        File.Move(_directory.Database, _directory.Database + ".bad");
        await using var store = RunStore.Open(_directory.Path);
        Assert.Empty(store.List(10));
        Assert.True(File.Exists(_directory.Database));
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_as_it_is()
    {
        Execute("CREATE TABLE runs(theirs TEXT); INSERT INTO runs VALUES('precious')");
        var before = Hash();

        var exception = Assert.Throws<StoreException>(() => RunStore.Open(_directory.Path));

        Assert.Equal(StoreException.Damaged, exception.Id);
        Assert.Equal(before, Hash());
    }

    [Fact]
    public async Task A_file_that_is_damaged_inside_says_so_when_the_damage_is_met()
    {
        var run = await FilledAsync(_directory.Path);
        using (var file = new FileStream(_directory.Database, FileMode.Open, FileAccess.Write))
        {
            // All but the first page: the header and the tables' names stay readable.
            file.Position = 4096;
            file.Write(new byte[file.Length - 4096]);
        }

        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = RunStore.Open(_directory.Path);
            _ = store.Read(run).ToList();
        });
        Assert.Equal(StoreException.Damaged, exception.Id);
    }

    [Fact]
    public async Task A_file_cut_short_is_refused()
    {
        await FilledAsync(_directory.Path);
        using (var file = new FileStream(_directory.Database, FileMode.Open, FileAccess.Write))
            file.SetLength(file.Length / 2 + 100);

        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = RunStore.Open(_directory.Path);
            _ = store.List(10).SelectMany(run => store.Read(run.Number)).ToList();
        });
        Assert.Equal(StoreException.Damaged, exception.Id);
    }

    [Fact]
    public async Task An_empty_file_is_a_new_database()
    {
        await File.WriteAllBytesAsync(_directory.Database, []);

        await using var store = RunStore.Open(_directory.Path);

        store.Create("a", "flow", null, "running", DateTimeOffset.UtcNow, default);
        Assert.Equal("a", Assert.Single(store.List(10)).Id);
    }

    [Fact]
    public async Task Many_threads_may_open_and_make_the_file_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var path = Path.Combine(_directory.Path, $"{round}");
            using var barrier = new Barrier(8);
            var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                barrier.SignalAndWait();
                return RunStore.Open(path);
            }, TaskCreationOptions.LongRunning)));

            stores[0].Create("a", "flow", null, "running", DateTimeOffset.UtcNow, default);
            Assert.All(stores, store => Assert.Single(store.List(10)));
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Several_processes_may_open_and_make_the_file_at_once()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => WriterProcess.Start("open", _directory.Path)).ToList();
        try
        {
            foreach (var process in processes)
                Assert.Equal("ready", await process.ReadLineAsync());
            foreach (var process in processes)
                process.GoOn();
            foreach (var process in processes)
            {
                Assert.Equal("opened", await process.ReadLineAsync());
                Assert.Equal(0, await process.WhenExitedAsync());
            }
        }
        finally
        {
            foreach (var process in processes)
                process.Dispose();
        }

        await using var store = RunStore.Open(_directory.Path);
        Assert.Empty(store.List(10));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_clear_error()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var exception = Assert.Throws<StoreException>(() => RunStore.Open(Path.Combine(file, ".hearth")));

        Assert.Equal(StoreException.NotWritable, exception.Id);
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_a_clear_error()
    {
        Directory.CreateDirectory(_directory.Database);

        var exception = Assert.Throws<StoreException>(() => RunStore.Open(_directory.Path));

        Assert.Equal(StoreException.NotWritable, exception.Id);
        Assert.Contains(_directory.Database, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<long> FilledAsync(string directory)
    {
        await using var store = RunStore.Open(directory);
        var run = store.Create("a", "flow", null, "running", DateTimeOffset.UtcNow, default).Number;
        for (var sequence = 1; sequence <= 500; sequence++)
            await store.AppendAsync(run, sequence, [new LogEntry(DateTimeOffset.UtcNow, "kind", "step", sequence, 1, new byte[300])]);
        return run;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Hash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_directory.Database)));
}
