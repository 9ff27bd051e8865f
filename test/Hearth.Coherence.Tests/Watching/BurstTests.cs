using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

public sealed class BurstTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<string> _passed = [];
    private readonly List<double> _waited = [];
    private readonly Burst _burst;

    public BurstTests() => _burst = new Burst(TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(500), _time, (changes, waited) =>
    {
        _passed.Add(string.Join(' ', changes.Select(change => $"{change.Path}:{change.What}")));
        _waited.Add(waited.TotalMilliseconds);
    });

    [Fact]
    public void A_burst_is_passed_on_when_it_has_been_quiet()
    {
        _burst.Add("a", "added");
        _time.Advance(29);
        _burst.Add("b", "added");
        _burst.Add("a", "changed");
        _time.Advance(29);
        Assert.Empty(_passed);

        _time.Advance(1);

        Assert.Equal(["a:changed b:added"], _passed);
        Assert.Equal([59], _waited);
        _time.Advance(1000);
        Assert.Single(_passed);
    }

    [Fact]
    public void A_burst_that_does_not_end_is_passed_on_in_parts()
    {
        for (var change = 0; change < 120; change++)
        {
            _burst.Add("a", "changed");
            _time.Advance(10);
        }

        Assert.Equal(2, _passed.Count);
        Assert.All(_waited, waited => Assert.Equal(500, waited));
    }

    [Fact]
    public void A_flush_passes_on_what_waits_once()
    {
        _burst.Add("a", "changed");
        _burst.Flush();
        _burst.Flush();
        _time.Advance(100);

        Assert.Equal(["a:changed"], _passed);
    }

    public ValueTask DisposeAsync() => _burst.DisposeAsync();
}
