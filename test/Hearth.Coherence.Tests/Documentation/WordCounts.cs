using System.Text;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Coherence.Watching;

namespace WordCounting;

/// <summary>How many words the texts of a folder have: always right, and never counted twice.</summary>
public sealed class WordCounts : IAsyncDisposable
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly Layer<string, int> _words, _totals;
    private readonly FolderWatcher _watcher;

    public WordCounts(string folder)
    {
        _words = _graph.AddLayer(new LayerDefinition<string, int>
        {
            Name = "words",
            Compute = async (path, reading) => await reading.ReadAsync(_graph.Files[path]) is { } file
                ? Encoding.UTF8.GetString(file.Bytes.Span).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length
                : 0,
            Fingerprint = count => Fingerprint.Of($"{count}"),
            Policy = new LayerPolicy { MaxEntries = 10_000 },
        });
        _totals = _graph.AddLayer(new LayerDefinition<string, int>
        {
            Name = "totals",
            Compute = async (path, reading) =>
            {
                var total = 0;
                foreach (var entry in await reading.ReadAsync(_graph.Folders[path]))
                    if (!entry.IsFolder)
                        total += await reading.ReadAsync(_words[Path.Join(path, entry.Name)]);
                return total;
            },
            Fingerprint = count => Fingerprint.Of($"{count}"),
        });
        _watcher = new FolderWatcher(_graph, folder, new FolderWatcherOptions
        {
            ProbeFolder = Path.Join(folder, ".probe"),
            IsExcluded = path => Path.GetFileName(path).StartsWith('.'),
        });
    }

    public IReadOnlyList<LayerStatistics> Statistics => [_words.Statistics, _totals.Statistics];

    public async Task<int> TotalAsync(string folder, CancellationToken cancellationToken = default)
    {
        if (!await _watcher.CatchUpAsync(cancellationToken))
            _graph.Revalidate();
        return await _totals.ReadAsync(folder, cancellationToken);
    }

    public ValueTask DisposeAsync() => _watcher.DisposeAsync();
}
