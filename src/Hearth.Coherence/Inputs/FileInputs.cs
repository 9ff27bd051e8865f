using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Inputs;

/// <summary>Files as inputs. Safe for use from several threads.</summary>
public sealed class FileInputs : InputLayer
{
    private readonly InputPaths<FileInput> _files = new();
    private volatile IReadOnlyDictionary<string, KnownFile>? _remembered;

    internal FileInputs(CoherenceGraph graph)
        : base(graph, "files")
    {
    }

    /// <summary>The fingerprint of a file that is not there.</summary>
    public static Fingerprint Missing => FileInput.Missing.Fingerprint;

    /// <inheritdoc/>
    public override LayerStatistics Statistics => Counters.Of(Name, _files.Count, _files.Count, 0, LastInvalidation);

    /// <summary>What is known of the files, to be given to <see cref="Remember"/> in another process; also of those that this one was told of and did not need, where they are still there.</summary>
    public IEnumerable<KnownFile> Known => _files.All.Select(file => file.Known).OfType<KnownFile>()
        .Concat((_remembered?.Values ?? []).Where(file => _files.Find(file.Path) is null && File.Exists(file.Path)));

    /// <summary>A file; null is the content of one that is not there.</summary>
    /// <param name="path">Its absolute path.</param>
    public Node<FileContent?> this[string path] => _files.TryGet(path, out var file) ? file : _files.GetOrAdd(path, static (path, layer) => new FileInput(layer, path), this);

    /// <summary>What was known in another process: content that the file system proves to be the same is not read again.</summary>
    public void Remember(IEnumerable<KnownFile> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        _remembered = known.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override IEnumerable<Node> Nodes => _files.All;

    /// <inheritdoc/>
    public override Node? Find(string key) => _files.Find(key);

    internal KnownFile? Remembered(string path) => _remembered?.GetValueOrDefault(path);

    /// <summary>The file at a path, or all below it.</summary>
    internal IEnumerable<FileInput> At(string path) => _files.TryGet(path, out var file) ? [file] : _files.Below(path);
}
