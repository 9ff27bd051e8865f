using System.Globalization;

namespace Hearth.Coherence.Tests.Graph;

/// <summary>
/// Nothing is stale and nothing is computed needlessly, whatever happens in whatever order. HEARTH_COHERENCE_STEPS sets how many steps are taken (100,000 for a thorough look),
/// HEARTH_SEED where they begin.
/// </summary>
public sealed class CoherenceProperties
{
    private const int StepsAGraph = 100;
    private static readonly int Steps = Number("HEARTH_COHERENCE_STEPS", 8000), Seed = Number("HEARTH_SEED", 1);

    [Fact]
    public async Task Every_read_is_what_a_computation_from_nothing_gives_and_nothing_is_computed_that_need_not_be()
    {
        for (var seed = Seed; seed < Seed + (Steps / StepsAGraph); seed++)
        {
            var random = new Random(seed);
            using var graph = new RandomGraph(random, 2 + random.Next(10), 1 + random.Next(40));
            graph.Begin();
            for (var step = 0; step < StepsAGraph; step++)
                await StepAsync(graph, random, $"seed {seed}, step {step}");
        }
    }

    [Fact]
    public async Task Many_readers_and_edits_at_once_leave_nothing_stale()
    {
        for (var seed = Seed; seed < Seed + Math.Max(4, Steps / 1000); seed++)
        {
            var random = new Random(seed);
            using var graph = new RandomGraph(random, 2 + random.Next(6), 5 + random.Next(30));
            graph.Pause = node => node % 3 == 0 ? Task.Yield().AsTask() : Task.CompletedTask;
            for (var round = 0; round < 20; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(() => DisturbAsync(graph, new Random((seed * 1000) + (round * 10) + reader)))));
                graph.Revalidate();
                for (var node = 0; node < 10; node++)
                {
                    var any = graph.Any(random);
                    var (fresh, read) = (graph.Fresh(any), await graph.ReadAsync(any));
                    Assert.True(fresh == read, $"seed {seed}, round {round}, node {any}: {read} where it is {fresh}");
                }
            }
        }
    }

    private static async Task StepAsync(RandomGraph graph, Random random, string where)
    {
        switch (random.Next(24))
        {
            case < 7:
                graph.Edit(random);
                break;
            case < 9:
                graph.Revalidate();
                break;
            case < 11:
                graph.Hint(random);
                break;
            case 11:
                graph.Keep(random);
                break;
            case 12 when random.Next(3) == 0:
                graph.Crash();
                break;
            case 13:
                var all = graph.Layer.Clear();
                Assert.True(all >= 0);
                foreach (var node in Enumerable.Range(0, graph.Nodes + 12))
                    graph.Evicted(node);
                break;
            default:
                var read = graph.Any(random);
                var ideal = graph.Ideal(read);
                Assert.True(ideal == graph.Fresh(read), $"the oracle itself, {where}");
                Assert.True(ideal == await graph.ReadAsync(read), $"stale: node {read}, {where}");
                Assert.True(graph.Needed.SequenceEqual(graph.Computed),
                    $"{where}: node {read}: computed {string.Join(' ', graph.Computed)}, needed {string.Join(' ', graph.Needed)}");
                break;
        }
    }

    private static async Task DisturbAsync(RandomGraph graph, Random random)
    {
        for (var step = 0; step < 30; step++)
        {
            switch (random.Next(9))
            {
                case 8:
                    graph.Hint(random);
                    break;
                case 0:
                    graph.Edit(random);
                    break;
                case 1:
                    graph.Layer.Clear();
                    break;
                case 2:
                    graph.Graph.Revalidate();
                    break;
                case 3:
                    using (var impatient = new CancellationTokenSource())
                    {
                        var read = graph.ReadAsync(graph.Any(random), impatient.Token);
                        await impatient.CancelAsync();
                        await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    }

                    break;
                default:
                    await graph.ReadAsync(graph.Any(random));
                    break;
            }
        }
    }

    private static int Number(string variable, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}

internal static class Yielding
{
    public static async Task AsTask(this System.Runtime.CompilerServices.YieldAwaitable yield) => await yield;
}
