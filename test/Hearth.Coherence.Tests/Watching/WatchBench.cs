using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>A folder, a graph of what is in it, and a watcher.</summary>
internal sealed class WatchBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Step = TimeSpan.FromMilliseconds(2);
    private readonly ConcurrentQueue<HintBatch> _batches = [];

    private WatchBench(Func<FolderWatcherOptions, FolderWatcherOptions>? change, FolderEventsOpener? open)
    {
        Root = Directory.CreateTempSubdirectory("hearth-test-").FullName;
        Options = new FolderWatcherOptions
        {
            ProbeFolder = PathOf(".hearth/probe"),
            IsExcluded = folder => Path.GetFileName(folder) is ".hearth" or "bin" or "node_modules",
            Passed = _batches.Enqueue,
            ProbeInterval = TimeSpan.FromMilliseconds(100),
            FirstPause = TimeSpan.FromMilliseconds(10),
            LongestPause = TimeSpan.FromMilliseconds(100),
            PollInterval = TimeSpan.FromMilliseconds(20),
        };
        Options = change?.Invoke(Options) ?? Options;
        Disturbance = new Disturbance();
        open ??= (watched, sink, cancellationToken) => FolderEvents.OpenAsync(watched, Options, sink, TimeProvider.System, cancellationToken);
        Graph = new CoherenceGraph(TimeProvider.System);
        Texts = Graph.AddLayer(new LayerDefinition<string, string>
        {
            Name = "texts",
            Fingerprint = Fingerprint.Of,
            Compute = async (path, reading) => await reading.ReadAsync(Graph.Files[path]) is { } content ? Encoding.UTF8.GetString(content.Bytes.Span) : "(none)",
        });
        Names = Graph.AddLayer(new LayerDefinition<string, string>
        {
            Name = "names",
            Fingerprint = Fingerprint.Of,
            Compute = async (path, reading) => string.Join(' ', (await reading.ReadAsync(Graph.Folders[path])).Select(entry => entry.Name)),
        });
        Watcher = new FolderWatcher(Graph, Root, Options, Disturbance.Around(open));
    }

    public string Root { get; }

    public FolderWatcherOptions Options { get; }

    public Disturbance Disturbance { get; }

    public CoherenceGraph Graph { get; }

    /// <summary>What files hold.</summary>
    public Layer<string, string> Texts { get; }

    /// <summary>What folders list.</summary>
    public Layer<string, string> Names { get; }

    public FolderWatcher Watcher { get; }

    /// <summary>The bursts that were passed on.</summary>
    public IReadOnlyList<HintBatch> Bursts => [.. _batches.Where(batch => batch.Revalidated is null)];

    /// <summary>Why everything was revalidated.</summary>
    public IReadOnlyList<string> Revalidations => [.. _batches.Select(batch => batch.Revalidated).OfType<string>()];

    /// <summary>All paths that hints were given for.</summary>
    public IReadOnlyList<string> Hinted => [.. Bursts.SelectMany(batch => batch.Hints).Select(hint => Path.GetRelativePath(Root, hint.Path)).Distinct(StringComparer.Ordinal)];

    public static async Task<WatchBench> StartAsync(Func<FolderWatcherOptions, FolderWatcherOptions>? change = null, FolderEventsOpener? open = null, bool started = true)
    {
        var bench = new WatchBench(change, open);
        if (started)
            await bench.UntilAsync(() => bench.Watcher.State is FolderWatcherState.Watching or FolderWatcherState.Polling);
        return bench;
    }

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public async Task<string> ReadAsync(string name) => await Texts.ReadAsync(PathOf(name));

    public async Task<string> ListAsync(string name) => await Names.ReadAsync(PathOf(name));

    /// <summary>Waits until reads without revalidation give what is there.</summary>
    public Task UntilReadsAsync(string name, string text) => UntilAsync(async () => await ReadAsync(name) == text);

    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"It did not happen. {Watcher.State}: {Watcher.LastTrouble}; {Watcher.Statistics}; heard of {string.Join(' ', Hinted)}");
            await Task.Delay(Step);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Watcher.DisposeAsync();
        Disturbance.Dispose();
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
