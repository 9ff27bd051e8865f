using System.Collections.Concurrent;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>What the host knows of the code in a worker. Safe for use from several threads.</summary>
internal sealed class WorkerCode
{
    // A worker lives for thousands of edits: without an end, what both sides know of old versions would grow with each.
    private const int Least = 500, Most = 1000, MostRuns = 100;
    private readonly Dictionary<string, long> _known = [];
    private readonly HashSet<string> _reported = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _asked = new();
    private readonly Dictionary<string, List<string>> _runs = [];
    private readonly Lock _lock = new();
    private long _lastId, _uses;
    private ContextsMessage? _contexts;

    /// <summary>What was left of replaced code when the worker last looked.</summary>
    public ContextsMessage? Contexts => Volatile.Read(ref _contexts);

    /// <summary>Tells the worker of modules that it does not know, and to forget those that were used longest ago. In one go: nobody may get ahead of a module that it refers to.</summary>
    public void Tell(IReadOnlyList<ModuleMessage> modules, FrameWriter writer)
    {
        lock (_known)
        {
            var use = ++_uses;
            foreach (var module in modules)
            {
                if (_known.TryAdd(module.Key, use))
                    writer.Write(FrameKind.Module, 0, module, MessageJson.Default.ModuleMessage);
                _known[module.Key] = use;
            }

            if (_known.Count <= Math.Max(Most, modules.Count))
                return;
            string[] oldest = [.. _known.Where(module => module.Value < use).OrderBy(module => module.Value).Take(_known.Count - Least).Select(module => module.Key)];
            foreach (var key in oldest)
                _known.Remove(key);
            lock (_lock)
                foreach (var key in oldest)
                    _runs.Remove(key);
            writer.Write(FrameKind.Forget, 0, new ForgetMessage(oldest), MessageJson.Default.ForgetMessage);
        }
    }

    /// <summary>An attempt of a run executes modules.</summary>
    public void Used(IReadOnlyList<ModuleMessage> modules, string run)
    {
        if (run.Length == 0)
            return;
        lock (_lock)
            foreach (var module in modules)
            {
                if (!_runs.TryGetValue(module.Key, out var runs))
                    _runs.Add(module.Key, runs = []);
                // Most attempts are items of the run that was noted last.
                if (runs is [.., var last] && last == run)
                    continue;
                runs.Remove(run);
                if (runs.Count == MostRuns)
                    runs.RemoveAt(0);
                runs.Add(run);
            }
    }

    /// <summary>The runs whose attempts executed a module; the newest, where there were many.</summary>
    public IReadOnlyList<string> RunsOf(string key)
    {
        lock (_lock)
            return _runs.TryGetValue(key, out var runs) ? [.. runs] : [];
    }

    /// <summary>Asks the worker to look; done when it has.</summary>
    public Task Ask(FrameWriter writer)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answered = _asked.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        writer.Write(FrameKind.Verify, id, []);
        return answered.Task;
    }

    public void Heard(ContextsMessage contexts) => Volatile.Write(ref _contexts, contexts);

    public void Answered(long id)
    {
        if (_asked.TryRemove(id, out var answered))
            answered.TrySetResult();
    }

    /// <summary>What has leaked and was not taken by an earlier call.</summary>
    /// <param name="after">How old a leak is at least.</param>
    /// <param name="take">Whether it counts as taken from now on.</param>
    public IReadOnlyList<OldContext> NewLeaks(TimeSpan after, bool take)
    {
        lock (_lock)
            return [.. (Contexts?.Old ?? []).Where(old => old.Seconds >= after.TotalSeconds && (take ? _reported.Add(old.Key) : !_reported.Contains(old.Key)))];
    }
}
