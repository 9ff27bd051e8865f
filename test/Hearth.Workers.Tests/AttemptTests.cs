using System.Globalization;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

public sealed class AttemptTests
{
    [Fact]
    public async Task What_goes_in_comes_out()
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Talking+Echo", new { text = "ünïcode \u0000 \"quotes\"", number = 7 });

        Assert.Equal(AttemptEnding.Returned, result.Ending);
        Assert.Equal(("ünïcode \u0000 \"quotes\"", 7), (result.Text(), result.Number()));
        Assert.Null(result.Error);
        Assert.False(File.Exists(bench.Log), "nothing was logged, and there is a log");
    }

    [Fact]
    public async Task A_task_knows_which_attempt_it_is()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None);

        var result = await lease.ExecuteAsync([Bench.Code], Bench.Message("Talking+Identity", bench.Places, attempt: 3) with { Item = 41 }, new RecordingObserver(), CancellationToken.None);

        Assert.Equal(("run-1 flow step 41", 3), (result.Text(), result.Number()));
    }

    [Fact]
    public async Task Logs_and_progress_reach_the_observer_and_the_file()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();

        await bench.ExecuteAsync("Talking+Logs", observer: observer);

        LogMessage[] expected = [new(TaskLogLevel.Debug, "one"), new(TaskLogLevel.Information, "two\nand a half"), new(TaskLogLevel.Warning, "three"), new(TaskLogLevel.Error, "four")];
        Assert.Equal(expected, observer.Entries);
        Assert.Equal([new ProgressMessage(1, 2, "half"), new ProgressMessage(2, 2, "done")], observer.Progress);
        Assert.Equal(["debug one", "info  two", "and a half", "warn  three", "error four"], Lines(bench.Log));
    }

    [Fact]
    public async Task What_is_printed_is_logged_line_by_line()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();

        await bench.ExecuteAsync("Talking+Prints", observer: observer);

        string[] expected = ["info  a b c", "warn  e1 e2", "info  1-2", "info  async", "info  no end of line"];
        Assert.Equal(expected, Lines(bench.Log));
        Assert.Equal(expected.Select(line => line[6..]), observer.Entries.Select(entry => entry.Text));
    }

    [Fact]
    public async Task Many_threads_may_log_at_once_and_the_observer_hears_them_in_the_order_of_the_file()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();

        await bench.ExecuteAsync("Talking+Crowd", new { text = "", number = 300 }, observer);

        var lines = Lines(bench.Log).Select(line => line[6..]).ToList();
        // Of a flood it hears the beginning of each tenth of a second.
        var heard = observer.Entries.Select(entry => entry.Text).ToList();
        Assert.InRange(heard.Count, 1000, lines.Count);
        var at = 0;
        Assert.All(heard, text => Assert.True((at = lines.IndexOf(text, at) + 1) > 0, $"'{text}' is out of order"));
        Assert.Equal(8 * 300, lines.Count);
        foreach (var thread in lines.Select(line => line.Split(' ')).GroupBy(words => words[0]))
            Assert.Equal(Enumerable.Range(0, 300), thread.Select(words => int.Parse(words[1])));
    }

    [Fact]
    public async Task What_child_processes_print_is_in_the_log_of_their_attempt_and_no_other()
    {
        await using var bench = new Bench();
        for (var attempt = 0; attempt < 40; attempt++)
        {
            var places = bench.Places with { Log = Path.Combine(bench.Folder, $"{attempt}.log") };

            await bench.ExecuteAsync("Talking+Shell", new { text = $"echo out {attempt}; printf 'error {attempt}' >&2" }, places: places);

            // Complete when the attempt has ended, not some time later.
            Assert.Equal($"out {attempt}\nerror {attempt}", await File.ReadAllTextAsync(places.Log));
        }
    }

    [Fact]
    public async Task Child_processes_have_an_empty_input()
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Talking+Shell", new { text = "test -z \"$(cat)\"" });

        Assert.Equal(0, result.Number());
    }

    [Fact]
    public async Task Artifacts_of_an_earlier_attempt_are_gone_and_scratch_is_deleted()
    {
        await using var bench = new Bench();

        var first = await bench.ExecuteAsync("Reaching+Artifacts", new { text = "first.txt" });
        var second = await bench.ExecuteAsync("Reaching+Artifacts", new { text = "second.txt" });

        Assert.Equal(("", 1), (first.Text(), first.Number()));
        Assert.Equal(("", 1), (second.Text(), second.Number()));
        Assert.Equal([Path.Combine(bench.Places.Artifacts, "deep", "second.txt")], Directory.GetFiles(bench.Places.Artifacts, "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(bench.Places.Scratch));
    }

    [Fact]
    public async Task A_scratch_folder_that_cannot_be_deleted_does_not_keep_the_attempt_from_ending()
    {
        await using var bench = new Bench();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var places = bench.Places with { Scratch = Path.Combine(bench.Folder, "scratch", $"{attempt}") };

            var result = await bench.ExecuteAsync("Reaching+LittersScratch", places: places);

            Assert.Equal(AttemptEnding.Returned, result.Ending);
            Processes.Signal(result.Number(), "KILL");
            await Processes.WhenGoneAsync(result.Number());
        }
    }

    [Theory]
    [InlineData("Talking+Prints")]
    [InlineData("Failing+ThrowsAtOnce")]
    [InlineData("Talking+Shell")]
    public async Task A_log_that_cannot_be_written_does_not_keep_the_attempt_from_ending(string type)
    {
        await using var bench = new Bench();
        Directory.CreateDirectory(bench.Log);

        var result = await bench.ExecuteAsync(type, new { text = "echo lost" });

        // What is printed by others is lost; what the task logs itself is an error in it.
        Assert.Equal(type == "Talking+Shell" ? AttemptEnding.Returned : AttemptEnding.Failed, result.Ending);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task An_observer_that_throws_ends_the_attempt_not_the_host()
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Talking+Logs", observer: new ThrowingObserver());

        Assert.Equal(AttemptEnding.Died, result.Ending);
        Assert.Contains("no ears", result.Error!.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_task_that_logs_without_end_fails_at_the_limit()
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Endless+Prints", places: bench.Places with { LogLimit = 100_000 });

        Assert.Equal((AttemptEnding.Failed, AttemptErrorIds.LogLimit), (result.Ending, result.Error!.Id));
        Assert.InRange(new FileInfo(bench.Log).Length, 50_000, 110_000);
        Assert.EndsWith("The log's limit is reached; the attempt fails.", File.ReadLines(bench.Log).Last(), StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_child_process_cannot_fill_the_disk_through_the_log()
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Talking+Shell", new { text = "head -c 3000000 /dev/zero | tr '\\0' x" }, places: bench.Places with { LogLimit = 100_000 });

        Assert.Equal(0, result.Number());
        Assert.InRange(new FileInfo(bench.Log).Length, 100_000, 200_000);
    }

    /// <summary>Without the times, of which only the form is known.</summary>
    private static List<string> Lines(string log) => [.. File.ReadLines(log).Select(line =>
        line.Length > 25 && DateTime.TryParseExact(line[..24], "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? line[25..] : line)];

    private sealed class ThrowingObserver : IAttemptObserver
    {
        public void Logged(LogMessage entry) => throw new InvalidOperationException("no ears");

        public void Progressed(ProgressMessage progress) => throw new InvalidOperationException("no ears");
    }
}
