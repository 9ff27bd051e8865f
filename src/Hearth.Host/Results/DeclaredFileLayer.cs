using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Host.Results;

/// <summary>
/// From paths and patterns to the files that they mean, with fingerprints of their content. Nodes of the host's graph: while nothing changed, a look costs a question to the file system for
/// each file and folder. Safe for use from several threads.
/// </summary>
internal sealed class DeclaredFileLayer
{
    /// <summary>About: a node of the dictionary, the path, and the fingerprint.</summary>
    private const long BytesOfFile = 250, MostBytes = 256L * 1024 * 1024;

    private readonly CoherenceGraph _graph;
    private readonly string _root;
    private readonly Layer<string, DeclaredFiles> _layer;

    /// <param name="graph">The host's graph.</param>
    /// <param name="root">The workspace's folder: where relative paths begin.</param>
    public DeclaredFileLayer(CoherenceGraph graph, string root)
    {
        _graph = graph;
        _root = root;
        _layer = graph.AddLayer(new LayerDefinition<string, DeclaredFiles>
        {
            Name = "declared",
            Compute = ExpandAsync,
            Fingerprint = files => files.Fingerprint,
            NameOf = key => DeclaredPaths.Of(key).ToString(),
            Size = files => (long)files.Files.Count * BytesOfFile,
            Policy = new LayerPolicy { MaxEntries = 100_000, MaxBytes = MostBytes },
        });
    }

    /// <summary>The files as they are, as far as the graph was told to look again.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public ValueTask<DeclaredFiles> ReadAsync(DeclaredPaths paths, CancellationToken cancellationToken) =>
        paths.IsEmpty ? ValueTask.FromResult(DeclaredFiles.None) : _layer.ReadAsync(paths.Key, cancellationToken);

    private async ValueTask<DeclaredFiles> ExpandAsync(string key, Reading reading)
    {
        var paths = DeclaredPaths.Of(key);
        var expansion = new FileExpansion(_graph, _root, paths.Exclude, reading);
        foreach (var path in paths.Files)
            await expansion.AddFilesAsync(path);
        foreach (var path in paths.Folders)
            await expansion.AddFoldersAsync(path);
        return expansion.Files();
    }
}
