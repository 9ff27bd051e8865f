using System.Collections.Concurrent;
using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>Stands between a watcher and its watch: swallows events, raises errors, and keeps watches from being made.</summary>
internal sealed class Disturbance : IDisposable
{
    private readonly ConcurrentQueue<IEventSink> _sinks = [];

    /// <summary>No event comes through.</summary>
    public volatile bool Swallows;

    /// <summary>While it is closed, who tells of events has to wait.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>How many watches were made.</summary>
    public int Opened => _sinks.Count;

    public FolderEventsOpener Around(FolderEventsOpener open) => (watched, sink, cancellationToken) =>
    {
        _sinks.Enqueue(sink);
        return open(watched, new Filter(this, sink), cancellationToken);
    };

    public void Raise(WatchFailureKind kind) => _sinks.Last().Failed(new WatchFailure(kind, "injected"));

    public void Dispose() => Gate.Dispose();

    private sealed class Filter(Disturbance disturbance, IEventSink sink) : IEventSink
    {
        public void Changed(string path, string what)
        {
            disturbance.Gate.Wait();
            if (!disturbance.Swallows)
                sink.Changed(path, what);
        }

        public void Probed(string name)
        {
            if (!disturbance.Swallows)
                sink.Probed(name);
        }

        public void Failed(WatchFailure failure) => sink.Failed(failure);
    }
}
