using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>Hears what a batch does. Called on the worker's reading thread, in order: return soon. An item is named by its position in the batch.</summary>
public interface IBatchObserver
{
    /// <summary>An item ended.</summary>
    void Ended(int position, in ItemEnd end);

    /// <summary>An item logged.</summary>
    void Logged(int position, LogMessage entry);

    /// <summary>An item said how far it is.</summary>
    void Progressed(int position, ProgressMessage progress);

    /// <summary>The worker has said nothing more for the moment.</summary>
    void Paused();

    /// <summary>From this position on nothing begins any more.</summary>
    void Recalled(int position);
}
