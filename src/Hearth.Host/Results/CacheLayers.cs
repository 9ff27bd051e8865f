using System.Collections.Immutable;
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

    /// <summary>All names.</summary>
    public static ImmutableArray<string> Names { get; } = [Results];

    /// <summary>Checks a name.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="HearthException">There is no such layer.</exception>
    public static string Require(string layer)
    {
        if (Names.Contains(layer))
            return layer;
        var hint = NearestName.Find(layer, Names) is { } nearest ? $"Did you mean '{nearest}'?" : $"There is: {string.Join(", ", Names)}.";
        throw new HearthException(HostErrorIds.UnknownLayer, $"There is no layer '{layer}'. {hint}") { IsUsage = true };
    }

    /// <summary>Removes what a layer keeps: by the workspace's host, or in its place where none is up.</summary>
    /// <returns>How many entries.</returns>
    /// <exception cref="HearthException">There is no such layer, or a host does not answer.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task<long> ClearAsync(Workspace workspace, string layer, CancellationToken cancellationToken)
    {
        Require(layer);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (RemoteConnection.TryConnect(workspace) is { } host)
                await using (host)
                    return await host.ClearAsync(layer, cancellationToken);
            if (HostLock.TryTake(workspace) is { } alone)
                using (alone)
                {
                    await using var results = ResultStore.Open(workspace.StateDirectory, 0);
                    return results.Clear();
                }

            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new HearthException(HostErrorIds.HostBusy, $"Another process holds {workspace.StateDirectory}/host.lock and does not answer. It may be starting, stopping, or stuck.");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
