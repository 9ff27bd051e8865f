using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Views;

namespace Hearth.Host.Hosting;

/// <summary>The host of this process. Disposing it does not end the host.</summary>
/// <param name="host">The host.</param>
public sealed class LocalConnection(HearthHost host) : IHostConnection
{
    /// <inheritdoc/>
    public async Task<IRunWatch> StartAsync(RunRequest request, CancellationToken cancellationToken) =>
        new Watch(host, await host.StartAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<PlanView> PlanAsync(RunRequest request, CancellationToken cancellationToken) => host.PlanAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<IRunWatch> ResumeAsync(string run, CancellationToken cancellationToken) =>
        new Watch(host, await host.ResumeAsync(run, cancellationToken));

    /// <inheritdoc/>
    public async Task<IRunWatch> RetryAsync(string run, string? from, CancellationToken cancellationToken) =>
        new Watch(host, await host.RetryAsync(run, from, cancellationToken));

    /// <inheritdoc/>
    public async Task<RunView> CancelAsync(string run, CancellationToken cancellationToken)
    {
        await host.CancelAsync(run, cancellationToken);
        return host.History.Show(run);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Watch(HearthHost host, IRunHandle run) : IRunWatch
    {
        public string Id => run.Id;

        public Task<RunView> Completion { get; } = CompleteAsync(host, run);

        public async Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken) => await run.SnapshotAsync(cancellationToken);

        public void Drain() => run.Drain();

        public void Stop() => run.Stop();

        private static async Task<RunView> CompleteAsync(HearthHost host, IRunHandle run)
        {
            await run.Completion;
            return host.History.Show(run.Id);
        }
    }
}
