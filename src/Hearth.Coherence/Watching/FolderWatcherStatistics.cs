namespace Hearth.Coherence.Watching;

/// <summary>What a <see cref="FolderWatcher"/> did since it was made.</summary>
/// <param name="Folders">Folders that are watched now; 0 where the system watches a tree as one, or while it polls.</param>
/// <param name="Events">Events that came, and were not of excluded folders.</param>
/// <param name="Batches">Bursts that were passed on.</param>
/// <param name="Hints">Hints given to the graph: one for each path of a burst.</param>
/// <param name="Overflows">How often the system dropped events because they came too fast.</param>
/// <param name="Restarts">How often the watch was made again.</param>
/// <param name="Probes">Probes that came back.</param>
/// <param name="ProbesLost">Probes that did not come back in time, or could not be sent.</param>
/// <param name="LastProbe">How long the last probe took that came back.</param>
/// <param name="LongestDelay">The longest time from the first event of a burst to its hints.</param>
public sealed record FolderWatcherStatistics(int Folders, long Events, long Batches, long Hints, long Overflows, long Restarts, long Probes, long ProbesLost, TimeSpan LastProbe,
    TimeSpan LongestDelay);
