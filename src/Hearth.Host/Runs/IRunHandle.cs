using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>A run that a host works on. Safe for use from several threads.</summary>
public interface IRunHandle
{
    /// <summary>The run's id.</summary>
    string Id { get; }

    /// <summary>Done when the host has nothing more to do on it: it ended, or was interrupted. Faulted where its log could not be written.</summary>
    Task<RunStatus> Completion { get; }

    /// <summary>Where it stands.</summary>
    Task<RunSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Nothing new starts, what executes is asked to end, and the run ends as cancelled.</summary>
    void Cancel();

    /// <summary>Nothing new starts, what executes may finish (within the workspace's <c>drain</c>), and the run is interrupted.</summary>
    void Drain();

    /// <summary>What executes is ended at once, and the run is interrupted.</summary>
    void Stop();
}
