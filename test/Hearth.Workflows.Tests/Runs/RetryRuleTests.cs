using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

public sealed class RetryRuleTests
{
    private static readonly RetryRule s_rule = new(3, TimeSpan.FromSeconds(2), RetryBackoff.Exponential, TimeSpan.FromSeconds(5), false);

    [Theory]
    [InlineData(RetryBackoff.Constant, 2, 2, 2)]
    [InlineData(RetryBackoff.Linear, 2, 4, 5)]
    [InlineData(RetryBackoff.Exponential, 2, 4, 5)]
    public void Waits_grow_up_to_the_longest(RetryBackoff backoff, int first, int second, int third)
    {
        var rule = s_rule with { Backoff = backoff };

        Assert.Equal([first, second, third], new[] { 1, 2, 3 }.Select(failures => (int)rule.DelayAfter(failures, AttemptOutcome.Failed, false)!.Value.TotalSeconds));
        Assert.Null(rule.DelayAfter(4, AttemptOutcome.Failed, false));
    }

    [Theory]
    [InlineData(AttemptOutcome.Failed, false, false, true)]
    [InlineData(AttemptOutcome.Failed, false, true, false)]
    [InlineData(AttemptOutcome.Failed, true, true, true)]
    [InlineData(AttemptOutcome.TimedOut, false, true, true)]
    [InlineData(AttemptOutcome.Interrupted, false, true, true)]
    [InlineData(AttemptOutcome.Cancelled, true, false, false)]
    [InlineData(AttemptOutcome.Succeeded, true, false, false)]
    public void Only_what_may_pass_is_repeated(AttemptOutcome outcome, bool transient, bool transientOnly, bool repeated) =>
        Assert.Equal(repeated, (s_rule with { TransientOnly = transientOnly }).DelayAfter(1, outcome, transient) is not null);

    [Fact]
    public void No_wait_overflows_or_exceeds_the_longest() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(RunCases.Count * 10), Prop.ForAll(Arb.From(Ticks()), Arb.From(Ticks()), Arb.From(Gen.Choose(1, 41)),
            (delay, longest, failures) =>
            {
                foreach (var backoff in Enum.GetValues<RetryBackoff>())
                {
                    var rule = new RetryRule(int.MaxValue, TimeSpan.FromTicks(delay), backoff, TimeSpan.FromTicks(longest), false);
                    var exact = (double)BigInteger.Min(delay * Factor(backoff, failures), longest);
                    var wait = rule.DelayAfter(failures, AttemptOutcome.Failed, false)!.Value.Ticks;
                    // A wait of centuries may lose its last ticks in a double.
                    Assert.InRange(wait, exact * (1 - 1e-12), exact * (1 + 1e-12));
                    Assert.InRange(wait, 0, longest);
                }
            }));

    private static BigInteger Factor(RetryBackoff backoff, int failures) => backoff switch
    {
        RetryBackoff.Constant => 1,
        RetryBackoff.Linear => failures,
        _ => BigInteger.Pow(2, failures - 1),
    };

    /// <summary>Of every order of magnitude alike.</summary>
    private static Gen<long> Ticks() => Gen.Choose(0, 62).SelectMany(_ => Gen.Choose(0, int.MaxValue - 1), (shift, seed) =>
        new Random(seed).NextInt64() >> shift);
}
