using Hearth.Host.Runs;
using Hearth.Host.Views;

namespace Hearth.Host.Hosting;

/// <summary>A run, as one who waits for it sees it.</summary>
public interface IRunWatch
{
    /// <summary>The run's id.</summary>
    string Id { get; }

    /// <summary>The run, once the host has nothing more to do on it.</summary>
    Task<RunView> Completion { get; }

    /// <summary>Where it stands; null where nothing is known yet.</summary>
    Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Lets what executes finish, then interrupts the run.</summary>
    void Drain();

    /// <summary>Interrupts the run at once.</summary>
    void Stop();
}
