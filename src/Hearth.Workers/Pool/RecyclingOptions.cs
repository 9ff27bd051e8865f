namespace Hearth.Workers.Pool;

/// <summary>When a worker is replaced because code that it no longer uses does not go.</summary>
public sealed record RecyclingOptions
{
    /// <summary>A worker holds no more old contexts than this: it is given no more work before it could.</summary>
    public int MostContexts { get; init; } = 50;

    /// <summary>The most memory that old contexts may cost a worker, in bytes: likewise.</summary>
    public long MostBytes { get; init; } = 200 * 1024 * 1024;

    /// <summary>A worker that is idle is replaced when this many have leaked; not at every edit, because a new process costs a tenth of a second.</summary>
    public int ContextsWhenIdle { get; init; } = 8;

    /// <summary>How long a replaced context may stay before it counts as leaked: a delay or a request that an attempt left behind ends by itself.</summary>
    public TimeSpan LeakAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many replaced contexts make a worker look whether they have gone.</summary>
    public int VerifyAfter { get; init; } = 20;

    /// <summary>How long nothing happens before a worker looks anyway.</summary>
    public TimeSpan VerifyWhenIdle { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the search for the cause of a leak may take. Shorter than the time after which a silent worker counts as dead: it stands still meanwhile.</summary>
    public TimeSpan InspectionLimit { get; init; } = TimeSpan.FromSeconds(10);
}
