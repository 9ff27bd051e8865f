using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests.Resources;

/// <summary>Resources in a real worker.</summary>
public sealed class ResourceTests
{
    [Fact]
    public async Task One_attempt_loads_it_and_the_next_finds_it_warm()
    {
        await using var bench = new Bench();
        var note = Path.Combine(bench.Folder, "note");

        var first = await bench.ExecuteAsync("Borrow", new { text = note });
        var second = await bench.ExecuteAsync("Borrow", new { text = note });

        Assert.Equal(AttemptEnding.Returned, first.Ending);
        Assert.Equal([("loaded ", 4), ("loaded ", 4)], [(first.Text(), first.Number()), (second.Text(), second.Number())]);
    }

    [Fact]
    public async Task Secrets_are_in_no_log_and_no_progress()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None);

        var result = await lease.ExecuteAsync([Bench.Code], Bench.Message("Leaking", bench.Places, new { text = "squeamish" }) with { Secrets = ["squeamish"] }, observer, CancellationToken.None)
            .WaitAsync(Bench.Patience);

        Assert.Equal(AttemptEnding.Returned, result.Ending);
        var log = await File.ReadAllTextAsync(bench.Log);
        Assert.DoesNotContain("squeamish", log, StringComparison.Ordinal);
        Assert.All((string[])["printed ***\n", "logged ***\n", "child ***\n"], said => Assert.Contains(said, log, StringComparison.Ordinal));
        Assert.DoesNotContain(observer.Entries, entry => entry.Text.Contains("squeamish", StringComparison.Ordinal));
        Assert.Equal("reported ***", Assert.Single(observer.Progress).Text);
    }
}
