using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>The layer <c>references</c>: the compiler's view of the framework, of packages, and of other assemblies. Safe for use from several threads.</summary>
internal sealed class ReferenceLayer
{
    private readonly CoherenceGraph _graph;
    private readonly OpenReference? _open;
    private readonly Layer<ReferenceKey, References> _references;

    /// <param name="graph">The graph.</param>
    /// <param name="open">Opens assemblies that are installed whole; null to do so.</param>
    public ReferenceLayer(CoherenceGraph graph, OpenReference? open)
    {
        _graph = graph;
        _open = open;
        _references = graph.AddLayer(new LayerDefinition<ReferenceKey, References>
        {
            Name = "references",
            Compute = ReadAsync,
            Size = references => references.Bytes,
            Policy = new LayerPolicy { MaxEntries = 200 },
            IsTransient = exception => exception is IOException or UnauthorizedAccessException,
        });
    }

    public Node<References> this[ReferenceKey key] => _references[key];

    private async ValueTask<References> ReadAsync(ReferenceKey key, Reading reading)
    {
        if (key.Version is not null)
            return new References([.. key.Paths.Select(Open)], key.Paths.Sum(path => new FileInfo(path).Length));
        var read = new List<MetadataReference>();
        long bytes = 0;
        foreach (var path in key.Paths)
        {
            var content = await reading.ReadAsync(_graph.Files[path]) ?? throw new FileNotFoundException($"'{path}' is not there.", path);
            read.Add(MetadataReference.CreateFromImage(content.Bytes.ToArray(), filePath: path));
            bytes += content.Bytes.Length;
        }

        return new References(read, bytes);
    }

    private MetadataReference Open(string path) => _open?.Invoke(path) ?? MetadataReference.CreateFromFile(path);
}
