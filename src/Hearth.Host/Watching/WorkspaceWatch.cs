using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Watching;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Watching;

/// <summary>
/// Waits for changes of a workspace's files. Events of the file system only wake it early: they get lost, so it looks at the files themselves, at least once a second.
/// Used by one flow of execution.
/// </summary>
public sealed class WorkspaceWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), Quiet = TimeSpan.FromMilliseconds(60);

    /// <summary>Looking takes at most this part of the time.</summary>
    private const int Share = 20;

    private readonly Workspace _workspace;
    private readonly TimeProvider _time;
    private readonly FolderWatcher _watcher;
    private readonly SemaphoreSlim _woken = new(0);
    private WorkspaceFiles _known;

    /// <param name="workspace">The workspace.</param>
    /// <param name="time">The clock.</param>
    public WorkspaceWatch(Workspace workspace, TimeProvider time)
    {
        _workspace = workspace;
        _time = time;
        _known = WorkspaceFiles.Read(workspace);
        _watcher = new FolderWatcher(new CoherenceGraph(time), workspace.Root, new FolderWatcherOptions
        {
            ProbeFolder = Path.Combine(workspace.StateDirectory, $"probe-{Environment.ProcessId}"),
            IsExcluded = path => WorkspaceFiles.IsProduct(Path.GetFileName(path)),
            // That the files rest is found by looking.
            Quiet = TimeSpan.FromMilliseconds(5),
            Passed = _ => Wake(),
        });
    }

    /// <summary>Call before a run begins: what changes from now on is a change.</summary>
    public void Mark() => _known = WorkspaceFiles.Read(_workspace);

    /// <summary>
    /// Call when a run has ended: other files than definitions that changed while it went on were written by its tasks, as far as anybody can tell, and must not start the next one.
    /// </summary>
    public void Forgive() => _known = _known.WithDataOf(WorkspaceFiles.Read(_workspace));

    /// <summary>Waits until files differ from the last mark and rest again.</summary>
    /// <returns>Their paths from the workspace's folder.</returns>
    public async Task<ImmutableArray<string>> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var began = _time.GetTimestamp();
            var now = WorkspaceFiles.Read(_workspace);
            var cost = _time.GetElapsedTime(began);
            if (!now.ChangedSince(_known).IsEmpty)
                return (await SettledAsync(now, cancellationToken)).ChangedSince(_known);
            var pause = cost * Share;
            await WokenAsync(pause > Interval ? pause : Interval, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watcher.DisposeAsync();
        _woken.Dispose();
    }

    private async Task<WorkspaceFiles> SettledAsync(WorkspaceFiles now, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Quiet, _time, cancellationToken);
            var next = WorkspaceFiles.Read(_workspace);
            if (next.ChangedSince(now).IsEmpty)
                return next;
            now = next;
        }
    }

    private async Task WokenAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(most, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _woken.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look, events or not.
        }
    }

    private void Wake()
    {
        if (_woken.CurrentCount == 0)
            _woken.Release();
    }
}
