namespace Hearth.Bench.Pool;

/// <summary>How near a pool comes to what its workers could do at best, with a host that is up: items that wait, and items of which few are long.</summary>
internal static class ScheduleBenchmark
{
    private const double Wait = 10, Short = 0.2, Long = 100 * Short;
    private const int Seed = 20261121;

    public static async IAsyncEnumerable<Figure> RunAsync(HearthPool hearth, bool quick)
    {
        var waits = Enumerable.Repeat(Wait, quick ? 200 : 1000).ToList();
        foreach (var workers in (int[])[1, 2, 4, 8])
            yield return await CompareAsync($"pool.wait.{workers}", hearth, "wait", waits, workers, quick ? 1 : 3);

        var costs = Enumerable.Range(0, quick ? 1000 : 2000).Select(item => item % 20 == 0 ? Long : Short).ToArray();
        new Random(Seed).Shuffle(costs);
        yield return await CompareAsync("pool.balance", hearth, "compute", costs, 2, quick ? 1 : 5);
    }

    private static async Task<Figure> CompareAsync(string name, HearthPool hearth, string task, IReadOnlyList<double> milliseconds, int workers, int rounds)
    {
        using var items = ItemList.Taking(milliseconds);
        List<(double Seconds, double Best)> courses = [];
        for (var round = 0; round < rounds; round++)
        {
            var (step, total) = await hearth.WarmAsync(task, items, workers);
            // No schedule is shorter than an even share of what the items took, nor than the longest.
            courses.Add((step, Math.Max(total / workers, milliseconds.Max() / 1000)));
        }

        return new Figure(name, Commands.Median([.. courses.Select(course => course.Seconds)]), "s", "the best possible", Commands.Median([.. courses.Select(course => course.Best)]));
    }
}
