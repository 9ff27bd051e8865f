using System.Collections.Concurrent;

namespace Hearth.Coherence.Watching;

/// <summary>One watch from its making to its end: takes its events, and proves by probes that it lives. Safe for use from several threads.</summary>
internal sealed class WatchSession(WatchedFolder folder, Burst burst, WatcherCounters counters, TimeProvider time) : IEventSink
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _probes = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<WatchFailure> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when it came to its end.</summary>
    public Task<WatchFailure> Failure => _failure.Task;

    public void Changed(string path, string what)
    {
        counters.Event();
        burst.Add(path, what);
    }

    public void Probed(string name)
    {
        // The names of others' probes are not known here.
        if (_probes.TryRemove(name, out var probe))
            probe.TrySetResult();
    }

    public void Failed(WatchFailure failure) => _failure.TrySetResult(failure);

    /// <summary>
    /// Puts a file into the folder of the probes and waits for its event. Events come in order: with it, all have come of what happened before.
    /// </summary>
    /// <returns>Whether it came, in time.</returns>
    public async Task<bool> ProbeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var name = $"{Guid.NewGuid():n}";
        var probe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _probes[name] = probe;
        var sent = time.GetTimestamp();
        try
        {
            Touch(Path.Join(folder.ProbeFolder, name));
            await Task.WhenAny(probe.Task, Failure).WaitAsync(limit, time, cancellationToken);
            // An overflow before the probe is told of before it.
            if (Failure.IsCompleted)
                return false;
            counters.Probe(time.GetElapsedTime(sent));
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or UnauthorizedAccessException)
        {
            counters.ProbeLost();
            Failed(new WatchFailure(WatchFailureKind.ProbeLost, exception is TimeoutException ? "no events come" : exception.Message));
            return false;
        }
        finally
        {
            _probes.TryRemove(name, out _);
        }
    }

    /// <summary>It is gone again at once: its event is enough, and a killed process leaves nothing.</summary>
    private static void Touch(string path)
    {
        File.WriteAllBytes(path, []);
        File.Delete(path);
    }
}
