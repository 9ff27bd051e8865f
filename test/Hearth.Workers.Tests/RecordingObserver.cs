using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>Keeps all that it hears, and can be waited on.</summary>
internal sealed class RecordingObserver : IAttemptObserver
{
    private readonly Lock _lock = new();
    private readonly List<LogMessage> _entries = [];
    private readonly List<ProgressMessage> _progress = [];
    private readonly List<(string Start, TaskCompletionSource<string> Heard)> _waiting = [];

    public IReadOnlyList<LogMessage> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    public IReadOnlyList<ProgressMessage> Progress
    {
        get
        {
            lock (_lock)
                return [.. _progress];
        }
    }

    public void Logged(LogMessage entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            foreach (var (start, heard) in _waiting)
                if (entry.Text.StartsWith(start, StringComparison.Ordinal))
                    heard.TrySetResult(entry.Text[start.Length..]);
        }
    }

    public void Progressed(ProgressMessage progress)
    {
        lock (_lock)
            _progress.Add(progress);
    }

    /// <summary>The rest of the first entry that begins so.</summary>
    public Task<string> WhenHeardAsync(string start)
    {
        lock (_lock)
        {
            if (_entries.FirstOrDefault(entry => entry.Text.StartsWith(start, StringComparison.Ordinal)) is { } entry)
                return Task.FromResult(entry.Text[start.Length..]);
            var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((start, heard));
            return heard.Task.WaitAsync(Bench.Patience);
        }
    }

    /// <summary>The worker's process, from what an endless task logs.</summary>
    public async Task<int> WhenBegunAsync() => int.Parse(await WhenHeardAsync("pid "));
}
