namespace Hearth.Bench.Pool;

/// <summary>All passes of all pools, by how they were run.</summary>
internal sealed class PoolRuns
{
    private readonly Dictionary<(IPool Pool, int Workers, bool Logs), List<PoolRun>> _runs = [];

    public void Add(IPool pool, int workers, bool logs, PoolRun run)
    {
        if (!_runs.TryGetValue((pool, workers, logs), out var runs))
            _runs.Add((pool, workers, logs), runs = []);
        runs.Add(run);
    }

    /// <summary>Null when the pool has not been run so.</summary>
    public double? Median(IPool pool, int workers, bool logs, Func<PoolRun, double> value) =>
        _runs.TryGetValue((pool, workers, logs), out var runs) ? Commands.Median(runs.Select(value)) : null;
}
