using Hearth.Coherence.Graph;
using Hearth.Host.Definitions;
using Hearth.Host.Workspaces;
using Hearth.Workers.Pool;

namespace Hearth.Host.Extensions;

/// <summary>What a command needs to call extensions beside whatever host is up: a compiler and one worker, for as long as the command takes.</summary>
internal sealed class ExtensionSession : IAsyncDisposable
{
    private readonly WorkerPool _pool;

    private readonly CodeSource _code;

    private ExtensionSession(WorkspaceExtensions extensions, WorkerPool pool, ExtensionCalls calls, CodeSource code) =>
        (Extensions, _pool, Calls, _code) = (extensions, pool, calls, code);

    /// <summary>What there is.</summary>
    public WorkspaceExtensions Extensions { get; }

    /// <summary>How to call it.</summary>
    public ExtensionCalls Calls { get; }

    /// <exception cref="HearthException">The settings or the code have problems.</exception>
    public static async Task<ExtensionSession> OpenAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        SdkFiles.Ensure(workspace);
        var settings = WorkspaceSettings.Read(workspace);
        var code = new CodeSource(workspace, TimeProvider.System, new CoherenceGraph(TimeProvider.System));
        try
        {
            return await OpenAsync(workspace, settings, code, cancellationToken);
        }
        catch
        {
            await code.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _code.DisposeAsync();
    }

    private static async Task<ExtensionSession> OpenAsync(Workspace workspace, WorkspaceSettings settings, CodeSource code, CancellationToken cancellationToken)
    {
        var extensions = await ProgramBuilder.Of(workspace, code).ExtensionsAsync(cancellationToken);
        var pool = new WorkerPool(new WorkerOptions(1, settings.Grace, settings.HeartbeatTimeout, settings.WorkerEnvironment), TimeProvider.System);
        return new ExtensionSession(extensions, pool, new ExtensionCalls(workspace, settings, pool, code), code);
    }
}
