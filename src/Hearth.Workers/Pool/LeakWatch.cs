using System.Collections.Concurrent;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>Decides when a worker holds too much replaced code, and finds out and tells what holds it. Safe for use from several threads.</summary>
internal sealed class LeakWatch(RecyclingOptions options, LeakInspector inspector, IWorkerObserver? observer) : IDisposable
{
    // By module: what one version leaks by, the next one does, too.
    private readonly ConcurrentDictionary<string, (string? Cause, string? Note)> _causes = new();
    private readonly SemaphoreSlim _inspecting = new(1, 1);

    /// <summary>Why the worker must not be given more work; null where it may be. Early enough that the next versions of a module stay within the limits.</summary>
    public string? TooMuch(WorkerProcess worker)
    {
        if (worker.Code.Contexts is not { Old.Count: > 0 and var count } contexts)
            return null;
        if (count >= Math.Max(1, options.MostContexts * 6 / 10))
            return $"{count} versions of replaced code did not go ({options.MostContexts} is the most)";
        // As much again as one costs, because the next one will.
        return contexts.Growth + (contexts.Growth / count) >= options.MostBytes * 7 / 10
            ? $"{count} versions of replaced code did not go, and hold about {contexts.Growth / (1024 * 1024)} MiB ({options.MostBytes / (1024 * 1024)} MiB is the most)"
            : null;
    }

    /// <summary>Why a worker that is idle should be replaced.</summary>
    public string? TooMuchForIdle(WorkerProcess worker)
    {
        var leaked = worker.Code.Contexts?.Old.Count(old => old.Seconds >= options.LeakAfter.TotalSeconds) ?? 0;
        return leaked >= options.ContextsWhenIdle ? $"{leaked} versions of replaced code did not go" : null;
    }

    /// <summary>Whether there are leaks that nobody was told of.</summary>
    public bool HasNews(WorkerProcess worker) => worker.Code.NewLeaks(options.LeakAfter, take: false).Count > 0;

    /// <summary>Tells of new leaks, with their causes. The worker stands still for about a second where a cause has to be looked for: call it when it is idle.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="leaving">It will end: what has not gone by now is told, however short ago it was replaced.</param>
    /// <param name="cancellationToken">The pool ends.</param>
    public async Task TellAsync(WorkerProcess worker, bool leaving, CancellationToken cancellationToken)
    {
        var leaks = worker.Code.NewLeaks(leaving ? TimeSpan.Zero : options.LeakAfter, take: true);
        if (leaks.Count == 0)
            return;
        await _inspecting.WaitAsync(cancellationToken);
        try
        {
            var unknown = leaks.DistinctBy(leak => leak.Module).Where(leak => !_causes.ContainsKey(leak.Module)).ToList();
            if (unknown.Count > 0)
                Learn(unknown, worker.Code.Contexts!, await inspector.InspectAsync(worker.ProcessId, unknown.Select(leak => leak.Context), cancellationToken));
        }
        finally
        {
            _inspecting.Release();
        }

        observer?.Leaked(worker.Describe(Describe), [.. leaks.Select(leak => Describe(leak) with { Runs = worker.Code.RunsOf(leak.Key) })]);
    }

    public void TellReplaced(WorkerProcess worker, string reason) => observer?.Replaced(worker.Describe(Describe), reason);

    /// <summary>With its cause, where that is known by now.</summary>
    public LeakedModule Describe(OldContext old)
    {
        var (cause, note) = _causes.GetValueOrDefault(old.Module);
        return new LeakedModule(old.Module, old.Key, old.Seconds, old.Bytes, cause, note);
    }

    public void Dispose() => _inspecting.Dispose();

    private void Learn(List<OldContext> leaks, ContextsMessage contexts, InspectionMessage found)
    {
        foreach (var leak in leaks)
        {
            var cause = found.Contexts?.FirstOrDefault(context => context.Context == leak.Context)?.Cause;
            var hint = $"the process has {contexts.Timers} active timers and {contexts.Threads} threads";
            var note = cause is not null ? null : $"{found.Error ?? "nothing was found that holds it"}; {hint}";
            _causes[leak.Module] = (cause, note);
        }
    }
}
