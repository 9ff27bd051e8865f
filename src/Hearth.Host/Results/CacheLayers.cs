using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Host.Hosting;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Results;

/// <summary>What is kept to spare work, by the names that <c>hearth cache</c> uses.</summary>
public static class CacheLayers
{
    /// <summary>Results of steps with <c>cache</c>.</summary>
    public const string Results = "results";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Gives the kept results their row beside the layers of the host's graph.</summary>
    internal static void Add(CoherenceGraph graph, ResultStore results) => graph.AddLayer(Results, () =>
    {
        var kept = StatisticsOf(results);
        return new LayerStatistics(Results, kept.Entries, kept.Entries, kept.Bytes, kept.Found, kept.Missing, 0, kept.Kept, 0, kept.Evicted, 0, TimeSpan.Zero, null);
    }, () => (int)Math.Min(int.MaxValue, results.Clear()));

    /// <summary>A database that cannot be read is told of to whoever needs a result; the figures of the other layers must not go with it.</summary>
    private static ResultStatistics StatisticsOf(ResultStore results)
    {
        try
        {
            return results.Statistics;
        }
        catch (StoreException)
        {
            return new ResultStatistics(0, 0, 0, 0, 0, 0);
        }
    }

    /// <summary>Removes what a layer keeps.</summary>
    /// <returns>How many entries.</returns>
    /// <exception cref="HearthException">There is no such layer.</exception>
    internal static long Clear(CoherenceGraph graph, string layer) => graph.FindLayer(layer)?.Clear() ?? throw Unknown(layer, [.. graph.Layers.Select(known => known.Name)]);

    private static HearthException Unknown(string layer, IReadOnlyList<string> names)
    {
        var hint = NearestName.Find(layer, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"There is: {string.Join(", ", names)}.";
        return new HearthException(HostErrorIds.UnknownLayer, $"There is no layer '{layer}'. {hint}") { IsUsage = true };
    }

    /// <summary>Removes what a layer keeps: by the workspace's host, or in its place where none is up.</summary>
    /// <returns>How many entries.</returns>
    /// <exception cref="HearthException">There is no such layer, or a host does not answer.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task<long> ClearAsync(Workspace workspace, string layer, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (RemoteConnection.TryConnect(workspace) is { } host)
                await using (host)
                    return await host.ClearAsync(layer, cancellationToken);
            if (HostLock.TryTake(workspace) is { } alone)
                using (alone)
                {
                    // Without a host nothing else is kept.
                    if (layer != Results)
                        throw Unknown(layer, [Results]);
                    await using var results = ResultStore.Open(workspace.StateDirectory, 0);
                    return results.Clear();
                }

            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new HearthException(HostErrorIds.HostBusy, $"Another process holds {workspace.StateDirectory}/host.lock and does not answer. It may be starting, stopping, or stuck.");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
