using System.Diagnostics;
using Hearth.Host.Hosting;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Workflows.Runs;

namespace Hearth.Bench.Reload;

/// <summary>A real host of a workspace, in this process, with real workers and store: what <c>hearth serve</c> is.</summary>
internal sealed class WarmHost(EditedWorkspace workspace, HearthHost host) : IAsyncDisposable
{
    /// <summary>Nobody saves twice within this time; the runtime makes better code of what is used in such pauses.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private int _version;

    public static async Task<WarmHost> OpenAsync(EditedWorkspace workspace, int edits)
    {
        var host = HearthHost.TryOpen(new Workspace(workspace.Root), TimeProvider.System) ?? throw new InvalidOperationException("The workspace has a host.");
        host.Prestart();
        await host.SettleAsync(CancellationToken.None);
        var warm = new WarmHost(workspace, host);
        for (var edit = 0; edit < edits; edit++)
            await warm.EditAsync();
        return warm;
    }

    /// <summary>Milliseconds from the moment an edit is saved to its result.</summary>
    /// <exception cref="InvalidOperationException">The result is not that of the edit.</exception>
    public async Task<double> EditAsync()
    {
        await host.SettleAsync(CancellationToken.None);
        await Task.Delay(Pause);
        workspace.Save(++_version);
        var saved = Stopwatch.GetTimestamp();
        var run = await host.StartAsync(new RunRequest("one", [], null, ""), CancellationToken.None);
        var status = await run.Completion.WaitAsync(Patience);
        var view = host.History.Show(run.Id);
        var elapsed = Stopwatch.GetElapsedTime(saved).TotalMilliseconds;
        var answered = view.Outputs is { } outputs ? outputs.GetProperty("version").GetString() : null;
        return status == RunStatus.Succeeded && answered == Sources.Version(_version) ? elapsed
            : throw new InvalidOperationException($"Saved {Sources.Version(_version)}; the run has {status} with {answered ?? view.Error ?? view.Steps[0].Reason}.");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
