using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Views;

namespace Hearth.Host.Hosting;

/// <summary>A workspace's host, wherever it is: in this process, or another one.</summary>
public interface IHostConnection : IAsyncDisposable
{
    /// <summary>Starts a run.</summary>
    /// <exception cref="HearthException">No run was made.</exception>
    Task<IRunWatch> StartAsync(RunRequest request, CancellationToken cancellationToken);

    /// <summary>What a run would do. Makes none.</summary>
    /// <exception cref="HearthException">The workflow, its inputs or the code have problems.</exception>
    Task<PlanView> PlanAsync(RunRequest request, CancellationToken cancellationToken);

    /// <summary>Goes on with an interrupted run.</summary>
    /// <exception cref="HearthException">The run is not in such a state.</exception>
    Task<IRunWatch> ResumeAsync(string run, CancellationToken cancellationToken);

    /// <summary>Does again what did not succeed, or a step and all after it.</summary>
    /// <exception cref="HearthException">The run is not in such a state.</exception>
    Task<IRunWatch> RetryAsync(string run, string? from, CancellationToken cancellationToken);

    /// <summary>Cancels a run, and waits until it is.</summary>
    /// <exception cref="HearthException">The run has ended.</exception>
    Task<RunView> CancelAsync(string run, CancellationToken cancellationToken);
}
