using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>Makes random cases.</summary>
internal static class RunCases
{
    /// <summary>How many cases a property tries.</summary>
    public static int Count { get; } = int.Parse(Environment.GetEnvironmentVariable("HEARTH_PROPERTY_CASES") ?? "200", System.Globalization.CultureInfo.InvariantCulture);

    public static Arbitrary<RunCase> Any { get; } = Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(Make), run => run.Simpler());

    private static RunCase Make(int seed)
    {
        var random = new Random(seed);
        var steps = ImmutableArray.CreateBuilder<PlannedStep>();
        var items = ImmutableArray.CreateBuilder<int>();
        var count = random.Next(1, 9);
        for (var index = 0; index < count; index++)
        {
            ImmutableArray<int> needs = [.. Enumerable.Range(0, index).Where(_ => random.Next(3) == 0)];
            var step = new PlannedStep($"s{index}", needs, random.Next(3) == 0, random.Next(1, 5), Rule(random), random.Next(4) == 0);
            // Mostly as the stages of one step are: with the same needs and conditions. The machine does not ask for that.
            if (index > 0 && random.Next(3) == 0)
                step = (random.Next(4) == 0 ? step : step with { Needs = steps[^1].Needs, Conditional = steps[^1].Conditional, ContinueOnError = steps[^1].ContinueOnError }) with { Follows = index - 1 };
            steps.Add(step);
            items.Add(random.Next(3) == 0 ? random.Next(0, 7) : 1);
        }

        return new RunCase(steps.ToImmutable(), items.ToImmutable(), random.Next(), random.Next(0, 12), random.Next(0, 4), random.Next(2) == 0 ? 0 : random.Next(1, 7));
    }

    public static RetryRule Rule(Random random) => random.Next(3) == 0
        ? RetryRule.None
        : new RetryRule(random.Next(0, 4), TimeSpan.FromMilliseconds(random.Next(0, 3) * 700), (RetryBackoff)random.Next(0, 3),
            TimeSpan.FromMilliseconds(random.Next(0, 4) * 900), random.Next(3) == 0);
}
