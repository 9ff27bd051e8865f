namespace Hearth.Workers.Loading;

/// <summary>Collects until the retired contexts have gone, or until more of it is of no use. For one thread at a time.</summary>
internal sealed class ContextCollector
{
    // A context takes two or three rounds; one that another refers to, as many again.
    private const int MostRounds = 24, MostRoundsInVain = 4;
    private readonly FrameworkCaches _caches = new();
    private long _gone;

    /// <summary>The process's memory when nothing old was there.</summary>
    public long Baseline { get; set; }

    /// <summary>What has stayed.</summary>
    /// <param name="Alive">The contexts.</param>
    /// <param name="Gone">How many have gone, ever.</param>
    /// <param name="WorkingSet">The process's memory.</param>
    /// <param name="Growth">Its growth since nothing old was there.</param>
    public sealed record Found(IReadOnlyList<RetiredContext> Alive, long Gone, long WorkingSet, long Growth);

    public Found Collect(IReadOnlyCollection<RetiredContext> retired)
    {
        _caches.Clear();
        var alive = Count(retired);
        for (int round = 0, inVain = 0; round < MostRounds && alive > 0 && inVain < MostRoundsInVain; round++)
        {
            // Aggressive: what the heap grew by meanwhile goes back to the system, too.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            var left = Count(retired);
            inVain = left < alive ? 0 : inVain + 1;
            alive = left;
        }

        var old = retired.Where(context => context.Alive).ToList();
        _gone += retired.Count - old.Count;
        var workingSet = Environment.WorkingSet;
        // Where nothing old is there, whatever is in memory is in use.
        if (old.Count == 0)
            Baseline = workingSet;
        return new Found(old, _gone, workingSet, Math.Max(0, workingSet - Baseline));
    }

    private static int Count(IReadOnlyCollection<RetiredContext> contexts) => contexts.Count(context => context.Alive);
}
