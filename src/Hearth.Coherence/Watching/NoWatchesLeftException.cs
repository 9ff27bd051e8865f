namespace Hearth.Coherence.Watching;

/// <summary>The system gives this user no more watches.</summary>
internal sealed class NoWatchesLeftException(string message) : IOException(message);
