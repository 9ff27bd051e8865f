using Hearth.Coherence.Files;
using Hearth.Coherence.Graph;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Definitions;

/// <summary>Workflows, code and settings of one moment: of now, or, where the mode says so, of the last time that they were taken up. Safe for use from several threads.</summary>
internal sealed class DefinitionSource(Workspace workspace, CoherenceGraph graph, CodeSource code, HostModeChoice mode)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly GitLock _git = new(workspace.Root, TimeProvider.System);
    private readonly DefinitionLayers _layers = new(workspace, graph);
    private volatile WorkspaceDefinitions? _published;

    /// <summary>What a run that begins now is made of.</summary>
    /// <exception cref="IOException">A file cannot be read, or the compiled code not be written.</exception>
    public async ValueTask<WorkspaceDefinitions> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_published is { } published)
            return published;
        var now = await LookAsync(cancellationToken);
        if (mode.WaitsForCommand)
            Publish(now);
        return now;
    }

    /// <summary>What the files say now, whatever runs are made of.</summary>
    /// <exception cref="IOException">A file cannot be read, or the compiled code not be written.</exception>
    public async Task<WorkspaceDefinitions> LookAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await _git.WaitAsync(cancellationToken);
            graph.Revalidate();
            var library = await _layers.LibraryAsync(cancellationToken);
            var settings = await _layers.SettingsAsync(cancellationToken);
            var tasks = await code.LookAsync(cancellationToken);
            graph.Revalidate();
            // Definitions and code are of one moment only if neither changed while the other was read.
            if ((await _layers.LibraryAsync(cancellationToken) == library && await _layers.SettingsAsync(cancellationToken) == settings)
                || TimeProvider.System.GetElapsedTime(started) > Patience)
                return new WorkspaceDefinitions(library, tasks, settings);
        }
    }

    /// <summary>The workflows alone; the same object as the last time where nothing changed.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ValueTask<WorkflowLibrary> LibraryAsync(CancellationToken cancellationToken)
    {
        if (_published is { } published)
            return ValueTask.FromResult(published.Library);
        graph.Revalidate();
        return _layers.LibraryAsync(cancellationToken);
    }

    /// <summary>The settings alone.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask<ReadSettings> SettingsAsync(CancellationToken cancellationToken)
    {
        if (_published is { } published)
            return published.Settings;
        graph.Revalidate();
        return await _layers.SettingsAsync(cancellationToken);
    }

    /// <summary>From now on runs are made of this, all of it, until the next.</summary>
    public void Publish(WorkspaceDefinitions definitions)
    {
        if (!mode.WaitsForCommand)
            return;
        code.Hold(definitions.Code);
        _published = definitions;
    }
}
