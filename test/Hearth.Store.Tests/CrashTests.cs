using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Hearth.Store.Tests;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(4000)]
    public async Task What_was_acknowledged_before_a_kill_is_there_in_order(int acknowledgements)
    {
        var acknowledged = new Dictionary<string, long>();
        using (var writer = WriterProcess.Start("write", _directory.Path))
        {
            for (var count = 0; await writer.ReadLineAsync() is { } line; count++)
            {
                if (count == acknowledgements)
                    writer.Kill();
                if (line.Split(' ') is [var run, var sequence])
                    acknowledged[run] = long.Parse(sequence);
            }
        }

        Assert.True(acknowledged.Values.Sum() / 3 >= acknowledgements);
        await using var store = RunStore.Open(_directory.Path);
        foreach (var record in store.List(100))
        {
            var entries = store.Read(record.Number).ToList();
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence));
            Assert.All(entries, entry => Assert.Equal(entry.Sequence, long.Parse(Encoding.UTF8.GetString(entry.Data.Span), CultureInfo.InvariantCulture)));
            // An append is three entries and the row: all or none.
            Assert.Equal(0, entries.Count % 3);
            Assert.Equal($"{entries.Count}", record.Status);
            Assert.True(entries.Count >= acknowledged.GetValueOrDefault(record.Id), $"{record.Id}: {entries.Count} are fewer than were acknowledged");
        }

        Assert.All(acknowledged.Keys, run => Assert.NotNull(store.TryGet(run)));
    }

    [SmallDiskFact]
    public async Task A_full_disk_fails_the_append_alone_and_the_next_works_when_there_is_room()
    {
        var mount = Path.Combine(_directory.Path, "disk");
        Directory.CreateDirectory(mount);
        using var writer = WriterProcess.StartIn("unshare -rm sh", $"mount -t tmpfs -o size=2m none '{mount}'", "fill", mount);

        await AssertRecoversAsync(writer, () => { });
    }

    [Fact]
    public async Task A_file_that_may_not_grow_fails_the_append_alone_and_the_next_works_when_it_may()
    {
        // The runtime maps its code twice through a large file in memory; that file counts too.
        using var writer = WriterProcess.StartIn("bash", "trap '' XFSZ && ulimit -S -f 1024 && export DOTNET_EnableWriteXorExecute=0", "fill", _directory.Path);

        await AssertRecoversAsync(writer, () =>
        {
            using var raise = Process.Start(new ProcessStartInfo("prlimit", ["--pid", $"{writer.Id}", "--fsize=unlimited"]))!;
            raise.WaitForExit();
            Assert.Equal(0, raise.ExitCode);
        });
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_fails_the_append_and_the_next_works_when_it_can()
    {
        var state = Path.Combine(_directory.Path, "state");
        await using var store = RunStore.Open(state);
        var run = store.Create("a", "flow", null, "running", DateTimeOffset.UtcNow, default).Number;
        SqliteConnection.ClearAllPools();
        Directory.Move(state, state + "-away");
        LogEntry[] entries = [new(DateTimeOffset.UtcNow, "kind", null, null, null, default)];

        var exception = await Assert.ThrowsAsync<StoreException>(() => store.AppendAsync(run, 1, entries).WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Equal(StoreException.NotWritable, exception.Id);
        Directory.Move(state + "-away", state);
        await store.AppendAsync(run, 1, entries).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Single(store.Read(run));
    }

    private static async Task AssertRecoversAsync(WriterProcess writer, Action makeRoom)
    {
        var full = (await writer.ReadLineAsync())!.Split(' ', 4);
        Assert.Equal(("full", StoreException.NotWritable), (full[0], full[2]));
        var stored = long.Parse(full[1]) - 1;
        Assert.True(stored > 0);
        Assert.Equal($"read {stored} {stored}", await writer.ReadLineAsync());
        Assert.Equal("waiting", await writer.ReadLineAsync());
        makeRoom();
        writer.GoOn();
        Assert.Equal($"again {stored + 3} {stored + 3}", await writer.ReadLineAsync());
        Assert.Equal(0, await writer.WhenExitedAsync());
    }
}
