using System.Text;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Definitions;

/// <summary>Workflows and settings as nodes of the host's graph: what did not change is not read, parsed or checked again. Safe for use from several threads.</summary>
internal sealed class DefinitionLayers
{
    private readonly Workspace _workspace;
    private readonly CoherenceGraph _graph;
    private readonly Layer<string, WorkflowFile?> _files;
    private readonly Layer<string, WorkflowLibrary> _library;
    private readonly Layer<string, ReadSettings> _settings;

    public DefinitionLayers(Workspace workspace, CoherenceGraph graph)
    {
        _workspace = workspace;
        _graph = graph;
        _files = graph.AddLayer(new LayerDefinition<string, WorkflowFile?> { Name = "workflow files", Compute = ReadFileAsync, Size = file => file?.Text.Length * 2 ?? 0 });
        _library = graph.AddLayer(new LayerDefinition<string, WorkflowLibrary> { Name = "workflows", Compute = ReadLibraryAsync });
        _settings = graph.AddLayer(new LayerDefinition<string, ReadSettings> { Name = "settings", Compute = ReadSettingsAsync });
    }

    /// <summary>All workflow files, as they were at the last validation or later; the same object as the last time where nothing changed.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ValueTask<WorkflowLibrary> LibraryAsync(CancellationToken cancellationToken) => _library.ReadAsync("workflows", cancellationToken);

    /// <summary>The settings, with their problems.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ValueTask<ReadSettings> SettingsAsync(CancellationToken cancellationToken) => _settings.ReadAsync(Workspace.SettingsName, cancellationToken);

    private async ValueTask<WorkflowLibrary> ReadLibraryAsync(string folder, Reading reading)
    {
        var files = new List<WorkflowFile>();
        foreach (var entry in await reading.ReadAsync(_graph.Folders[_workspace.WorkflowsDirectory]))
            if (!entry.IsFolder && WorkflowLibrary.IsWorkflow(entry.Name) && await reading.ReadAsync(_files[$"workflows/{entry.Name}"]) is { } file)
                files.Add(file);
        return new WorkflowLibrary(files);
    }

    private async ValueTask<WorkflowFile?> ReadFileAsync(string path, Reading reading)
    {
        var full = Path.Combine(_workspace.Root, path);
        if (await reading.ReadAsync(_graph.Files[full]) is { } content)
            return new WorkflowFile(path, TextOf(content.Bytes));
        // Deleted since the folder was listed: as if it had been deleted before. A link to nothing is an error.
        return new FileInfo(full).LinkTarget is null ? null : throw new FileNotFoundException($"Could not find file '{full}'.", full);
    }

    private async ValueTask<ReadSettings> ReadSettingsAsync(string name, Reading reading)
    {
        var content = await reading.ReadAsync(_graph.Files[_workspace.SettingsFile]) ?? throw new FileNotFoundException($"'{_workspace.SettingsFile}' is not there.", _workspace.SettingsFile);
        var (settings, problems) = WorkspaceSettings.Parse(TextOf(content.Bytes));
        return new ReadSettings(settings, problems);
    }

    /// <summary>As File.ReadAllText: a byte order mark says which encoding, and is no part of the text.</summary>
    private static string TextOf(ReadOnlyMemory<byte> bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
