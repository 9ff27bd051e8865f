using System.Text;

namespace Hearth.Store.Tests;

public sealed class RunStoreTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();
    private readonly RunStore _store;

    public RunStoreTests() => _store = RunStore.Open(_directory.Path);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Entries_come_back_as_they_were_appended()
    {
        var run = Create("a");
        LogEntry[] entries =
        [
            new(s_now, "run-started", null, null, null, default),
            new(s_now.AddTicks(1), "attempt-ended", "fetch-ünïcode", long.MaxValue, int.MaxValue, "{\"a\":1}"u8.ToArray()),
        ];

        await _store.AppendAsync(run, 1, entries);

        var read = _store.Read(run).ToList();
        Assert.Equal([1L, 2L], read.Select(entry => entry.Sequence));
        Assert.Equal(entries.Select(Text), read.Select(Text));
    }

    [Fact]
    public async Task Reading_can_begin_after_a_position_and_stays_within_its_run()
    {
        var (first, second) = (Create("a"), Create("b"));
        await _store.AppendAsync(first, 1, Entries("a1", "a2", "a3"));
        await _store.AppendAsync(second, 1, Entries("b1"));

        Assert.Equal(["a2", "a3"], Kinds(first, after: 1));
        Assert.Empty(Kinds(first, after: 3));
        Assert.Equal(["b1"], Kinds(second));
    }

    [Fact]
    public async Task Data_is_read_in_the_order_asked_for_and_may_be_empty()
    {
        var run = Create("a");
        await _store.AppendAsync(run, 1, [Entry("x", "one"), Entry("y"), Entry("z", "three")]);

        Assert.Equal(["three", "", "one", "three"], _store.ReadData(run, [3, 2, 1, 3]).Select(Encoding.UTF8.GetString));
        Assert.Equal(StoreException.Damaged, Assert.Throws<StoreException>(() => _store.ReadData(run, [4]).ToList()).Id);
    }

    [Fact]
    public async Task An_update_is_stored_with_the_entries_that_cause_it()
    {
        var run = Create("a");

        await _store.AppendAsync(run, 1, Entries("run-ended"), new RunUpdate("failed", s_now.AddHours(1), "{\"error\":1}"u8.ToArray()));

        var record = _store.TryGet("a")!;
        Assert.Equal(("failed", s_now.AddHours(1), "{\"error\":1}"), (record.Status, record.Ended!.Value, Encoding.UTF8.GetString(record.Result.Span)));
    }

    [Fact]
    public async Task An_update_of_a_run_that_is_not_there_is_an_error()
    {
        var exception = await Assert.ThrowsAsync<StoreException>(() => _store.AppendAsync(77, 1, Entries("x"), new RunUpdate("failed", null, default)));

        Assert.Contains("77", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Read(77));
    }

    [Fact]
    public async Task Thirty_two_writers_at_once_each_keep_their_order()
    {
        const int Writers = 32, Appends = 100;
        var runs = Enumerable.Range(0, Writers).Select(index => Create($"run-{index:d2}")).ToList();

        await Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            var sequence = 1L;
            var pending = new List<Task>();
            for (var append = 0; append < Appends; append++)
            {
                // Several under way at once: order must not depend on waiting.
                LogEntry[] entries = [.. Enumerable.Range(0, 1 + append % 3).Select(offset => Entry($"{run}/{sequence + offset}"))];
                pending.Add(_store.AppendAsync(run, sequence, entries, new RunUpdate($"{append}", null, default)));
                sequence += entries.Length;
            }

            await Task.WhenAll(pending);
        })));

        Assert.All(runs, run =>
        {
            var read = _store.Read(run).ToList();
            Assert.Equal(Enumerable.Range(1, read.Count).Select(sequence => $"{run}/{sequence}"), read.Select(entry => entry.Kind));
            Assert.Equal(199, read.Count);
        });
        Assert.All(_store.List(100), record => Assert.Equal($"{Appends - 1}", record.Status));
    }

    [Fact]
    public async Task A_position_cannot_be_used_twice_and_what_comes_with_it_is_not_stored()
    {
        var run = Create("a");
        await _store.AppendAsync(run, 1, Entries("first", "second"));

        await Assert.ThrowsAsync<StoreException>(() => _store.AppendAsync(run, 2, Entries("again", "more"), new RunUpdate("wrong", null, default)));

        Assert.Equal(["first", "second"], Kinds(run));
        Assert.Equal("running", _store.TryGet("a")!.Status);
    }

    [Fact]
    public async Task A_faulty_append_does_not_fail_those_that_are_committed_with_it()
    {
        var (good, bad) = (Create("good"), Create("bad"));
        await _store.AppendAsync(bad, 1, Entries("there"));
        List<Task> appends = [];
        using (Locked())
        {
            // All wait for the lock, and so are written together when it is gone.
            for (var sequence = 1; sequence <= 50; sequence++)
            {
                appends.Add(_store.AppendAsync(good, sequence, Entries($"{sequence}")));
                if (sequence == 25)
                    appends.Add(Assert.ThrowsAsync<StoreException>(() => _store.AppendAsync(bad, 1, Entries("again"))));
            }
        }

        await Task.WhenAll(appends);

        Assert.Equal(Enumerable.Range(1, 50).Select(sequence => $"{sequence}"), Kinds(good));
        Assert.Equal(["there"], Kinds(bad));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(uint.MaxValue, 2)]
    public async Task A_position_that_would_be_another_runs_is_refused(long sequence, int count)
    {
        var run = Create("a");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.AppendAsync(run, sequence, [.. Enumerable.Repeat(Entry("x"), count)]));

        Assert.Empty(_store.Read(run));
        Assert.Empty(_store.Read(run + 1));
    }

    [Fact]
    public async Task Reading_goes_on_beside_writing_and_sees_whole_appends_only()
    {
        var run = Create("a");
        var writing = Task.Run(async () =>
        {
            for (var sequence = 1; sequence < 2000; sequence += 4)
                await _store.AppendAsync(run, sequence, Entries("a", "b", "c", "d"), new RunUpdate($"{sequence + 3}", null, default));
        });

        do
        {
            var count = _store.Read(run).Count();
            Assert.Equal(0, count % 4);
            // The row is read later, so it may be ahead, never behind.
            Assert.True(count == 0 || int.Parse(_store.TryGet("a")!.Status) >= count);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task What_was_asked_for_before_the_store_closes_is_stored()
    {
        var run = Create("a");
        var appends = Enumerable.Range(1, 500).Select(sequence => _store.AppendAsync(run, sequence, Entries($"{sequence}"))).ToList();

        await _store.DisposeAsync();

        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.AppendAsync(run, 501, Entries("late")));
        await using var again = RunStore.Open(_directory.Path);
        Assert.Equal(500, again.Read(run).Count());
    }

    [Fact]
    public async Task A_closed_store_holds_no_file_open()
    {
        await _store.AppendAsync(Create("a"), 1, Entries("x"));

        await _store.DisposeAsync();

        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget), target =>
            target?.StartsWith(_directory.Path, StringComparison.Ordinal) == true);
        // The last connection takes the write-ahead log with it.
        Assert.Equal([_directory.Database], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void Runs_are_found_by_id_by_its_start_and_as_the_latest()
    {
        Create("2030-abc");
        Create("2030-abd");
        Create("2030-abd.nested", parent: "2030-abd");
        Create("2031-x_y");

        Assert.Equal("2030-abc", _store.Find("2030-abc").Id);
        Assert.Equal("2031-x_y", _store.Find("2031").Id);
        Assert.Equal("2030-abd", _store.Find("2030-abd").Id);
        Assert.Equal("2030-abd.nested", _store.Find("2030-abd.nested").Id);
        Assert.Equal("2031-x_y", _store.Find("latest").Id);
        Assert.Equal(StoreException.UnknownRun, Assert.Throws<StoreException>(() => _store.Find("2032")).Id);
        Assert.Equal(StoreException.UnknownRun, Assert.Throws<StoreException>(() => _store.Find("%")).Id);
        Assert.Equal(StoreException.UnknownRun, Assert.Throws<StoreException>(() => _store.Find("")).Id);
        var several = Assert.Throws<StoreException>(() => _store.Find("2030"));
        Assert.Contains("2030-abd, 2030-abc", several.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_is_not_nested_and_nothing_is_latest_in_an_empty_store()
    {
        Assert.Equal(StoreException.UnknownRun, Assert.Throws<StoreException>(() => _store.Find("latest")).Id);
        Create("outer");
        Create("outer.inner", parent: "outer");

        Assert.Equal("outer", _store.Find("latest").Id);
        Assert.Equal(["outer"], _store.List(10).Select(run => run.Id));
        Assert.Equal(["outer.inner", "outer"], _store.List(10, nested: true).Select(run => run.Id));
        Assert.Null(_store.TryGet("out"));
    }

    [Fact]
    public void An_id_cannot_be_used_twice()
    {
        Create("a");

        Assert.Contains("a", Assert.Throws<StoreException>(() => Create("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_runs_made_at_once_by_many_are_all_different()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => Task.Run(() => Create($"run-{index}"))));

        Assert.Equal(64, numbers.Distinct().Count());
    }

    private long Create(string id, string? parent = null) => _store.Create(id, "flow", parent, "running", s_now, "{}"u8.ToArray()).Number;

    private Microsoft.Data.Sqlite.SqliteConnection Locked()
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private List<string> Kinds(long run, long after = 0) => [.. _store.Read(run, after).Select(entry => entry.Kind)];

    private static LogEntry Entry(string kind, string data = "") => new(s_now, kind, null, null, null, Encoding.UTF8.GetBytes(data));

    private static LogEntry[] Entries(params string[] kinds) => [.. kinds.Select(kind => Entry(kind))];

    private static string Text(LogEntry entry) =>
        $"{entry.At:O} {entry.Kind} {entry.Step} {entry.Item} {entry.Attempt} {Encoding.UTF8.GetString(entry.Data.Span)}";
}
