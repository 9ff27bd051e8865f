using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Inputs;

/// <summary>The listings of folders as inputs: what is in a folder itself, not below it. Safe for use from several threads.</summary>
public sealed class FolderInputs : InputLayer
{
    private readonly InputPaths<FolderInput> _folders = new();

    internal FolderInputs(CoherenceGraph graph)
        : base(graph, "folders")
    {
    }

    /// <summary>The fingerprint of a folder that is not there.</summary>
    public static Fingerprint Missing => FolderInput.Missing.Fingerprint;

    /// <inheritdoc/>
    public override LayerStatistics Statistics => Counters.Of(Name, _folders.Count, _folders.Count, 0, LastInvalidation);

    /// <summary>What a folder lists.</summary>
    /// <param name="path">Its absolute path.</param>
    public Node<ImmutableArray<FolderEntry>> this[string path] =>
        _folders.TryGet(path, out var folder) ? folder : _folders.GetOrAdd(path, static (path, layer) => new FolderInput(layer, path), this);

    /// <inheritdoc/>
    public override IEnumerable<Node> Nodes => _folders.All;

    /// <inheritdoc/>
    public override Node? Find(string key) => _folders.Find(key);

    /// <summary>The folder at a path, the one that lists it, and all below it.</summary>
    internal IEnumerable<FolderInput> At(string path)
    {
        var found = _folders.Below(path);
        if (_folders.TryGet(path, out var folder))
            found = found.Append(folder);
        return Path.GetDirectoryName(path) is { } parent && _folders.TryGet(parent, out var listing) ? found.Append(listing) : found;
    }
}
