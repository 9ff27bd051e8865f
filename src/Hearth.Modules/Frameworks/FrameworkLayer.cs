using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Modules.Frameworks;

/// <summary>The layer <c>frameworks</c>: the reference pack of an installation where there is one, otherwise the assemblies that run this process. Safe for use from several threads.</summary>
internal sealed class FrameworkLayer
{
    private readonly CoherenceGraph _graph;
    private readonly Layer<DotnetInstallation, FrameworkReferences> _frameworks;

    public FrameworkLayer(CoherenceGraph graph)
    {
        _graph = graph;
        _frameworks = graph.AddLayer(new LayerDefinition<DotnetInstallation, FrameworkReferences>
        {
            Name = "frameworks",
            Compute = FindAsync,
            Fingerprint = framework => framework.Fingerprint,
            NameOf = installation => installation.Root,
        });
    }

    public Node<FrameworkReferences> this[DotnetInstallation installation] => _frameworks[installation];

    private async ValueTask<FrameworkReferences> FindAsync(DotnetInstallation installation, Reading reading)
    {
        var pack = await PackAsync(installation, reading);
        var directory = pack is null ? installation.RuntimeDirectory : Path.Combine(pack, "ref", "net10.0");
        var generators = pack is null ? null : Path.Combine(pack, "analyzers", "dotnet", "cs");
        if (generators is not null && await reading.FingerprintAsync(_graph.Folders[generators]) == FolderInputs.Missing)
            generators = null;
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var entry in await reading.ReadAsync(_graph.Folders[directory]))
            if (entry.Name.EndsWith(".dll", StringComparison.Ordinal))
                files.Add(entry.Name);
        // Packs and runtimes are installed whole; to ask each of 170 files would cost more than all else of a reuse. One of them is another in each build.
        using var builder = new FingerprintBuilder();
        builder.Add(directory).Add(await reading.FingerprintAsync(_graph.Folders[directory])).Add(await reading.FingerprintAsync(_graph.Files[Path.Combine(directory, "System.Runtime.dll")]));
        return new FrameworkReferences(directory, files.ToImmutable(), generators, builder.Build());
    }

    private async ValueTask<string?> PackAsync(DotnetInstallation installation, Reading reading)
    {
        var packs = Path.Combine(installation.Root, "packs", "Microsoft.NETCore.App.Ref");
        var (best, highest) = ((string?)null, new Version(0, 0));
        foreach (var entry in await reading.ReadAsync(_graph.Folders[packs]))
        {
            if (!entry.IsFolder || !entry.Name.StartsWith("10.", StringComparison.Ordinal))
                continue;
            // A preview has a suffix that is no version, and gives way to a release.
            var version = Version.TryParse(entry.Name, out var parsed) ? parsed : new Version(10, 0);
            var pack = Path.Combine(packs, entry.Name);
            if (version > highest && await reading.FingerprintAsync(_graph.Folders[Path.Combine(pack, "ref", "net10.0")]) != FolderInputs.Missing)
                (best, highest) = (pack, version);
        }

        return best;
    }
}
