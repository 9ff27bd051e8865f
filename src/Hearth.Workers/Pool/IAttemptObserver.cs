using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>Hears what an attempt says while it executes. Called on the worker's reading thread: return at once.</summary>
public interface IAttemptObserver
{
    /// <summary>The attempt logged.</summary>
    void Logged(LogMessage entry);

    /// <summary>The attempt said how far it is.</summary>
    void Progressed(ProgressMessage progress);
}
