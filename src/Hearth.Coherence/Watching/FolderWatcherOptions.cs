namespace Hearth.Coherence.Watching;

/// <summary>How a folder is watched.</summary>
public sealed record FolderWatcherOptions
{
    /// <summary>
    /// A folder of the watcher's own, by its absolute path, on the same file system as the watched one: files that are put there for a moment prove that events come. It may lie in an excluded folder,
    /// is made where it is not there, and removed at the end if it was.
    /// </summary>
    public required string ProbeFolder { get; init; }

    /// <summary>Whether a folder, by its absolute path, is not to be watched, nor anything below it. That it comes or goes is told all the same: the folder that lists it changed.</summary>
    public Func<string, bool> IsExcluded { get; init; } = static _ => false;

    /// <summary>Called for each batch, after its hints were given, one call at a time. It must be quick, and must not throw.</summary>
    public Action<HintBatch>? Passed { get; init; }

    /// <summary>A burst of events is passed on when nothing happened for so long.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The longest time that an event waits for a burst to end.</summary>
    public TimeSpan LongestBurst { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a probe is sent.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a probe may take to come back before the watch counts as dead.</summary>
    public TimeSpan ProbeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after its death the watch is made again; each failure in a row doubles it.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest such pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the files are looked at where there are no events; less often where looking takes more than a twentieth of the time.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it polls for want of watches before it tries to watch again.</summary>
    public TimeSpan PollRetry { get; init; } = TimeSpan.FromMinutes(1);
}
