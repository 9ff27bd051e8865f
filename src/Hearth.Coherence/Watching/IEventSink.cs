namespace Hearth.Coherence.Watching;

/// <summary>Who is told of events, one at a time, in the order in which they happened.</summary>
internal interface IEventSink
{
    /// <summary>Something happened to a path, and may have to all below it.</summary>
    void Changed(string path, string what);

    /// <summary>A file appeared in the folder of the probes.</summary>
    void Probed(string name);

    /// <summary>No more events come.</summary>
    void Failed(WatchFailure failure);
}
