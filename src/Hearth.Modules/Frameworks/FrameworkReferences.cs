using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using Hearth.Coherence;

namespace Hearth.Modules.Frameworks;

/// <summary>The assemblies of the framework that tasks are compiled against.</summary>
/// <param name="Directory">The folder that they lie in.</param>
/// <param name="Paths">The assemblies, absolute.</param>
/// <param name="GeneratorPaths">The framework's own source generators.</param>
/// <param name="Fingerprint">Changes with the framework.</param>
internal sealed record FrameworkReferences(
    string Directory, ImmutableArray<string> Paths, ImmutableArray<string> GeneratorPaths, Fingerprint Fingerprint)
{
    /// <summary>The reference pack where there is one, otherwise the assemblies that run this process.</summary>
    public static FrameworkReferences Find(DotnetInstallation installation)
    {
        var pack = ReferencePack(installation);
        if (pack is null)
            return Of(installation.RuntimeDirectory, IsManaged, []);
        var generators = Path.Combine(pack, "analyzers", "dotnet", "cs");
        return Of(Path.Combine(pack, "ref", "net10.0"), _ => true, System.IO.Directory.Exists(generators) ? Libraries(generators) : []);
    }

    private static FrameworkReferences Of(string directory, Func<string, bool> accepts, ImmutableArray<string> generators)
    {
        var paths = Libraries(directory).Where(accepts).ToImmutableArray();
        using var builder = new FingerprintBuilder();
        foreach (var path in paths.Concat(generators))
        {
            // Packs are never changed in place, only added; size and time tell them apart without reading 10 MB at each start.
            var file = new FileInfo(path);
            builder.Add(path).Add($"{file.Length} {file.LastWriteTimeUtc.Ticks}");
        }

        return new FrameworkReferences(directory, paths, generators, builder.Build());
    }

    private static string? ReferencePack(DotnetInstallation installation)
    {
        var packs = Path.Combine(installation.Root, "packs", "Microsoft.NETCore.App.Ref");
        return System.IO.Directory.Exists(packs)
            ? System.IO.Directory.GetDirectories(packs, "10.*")
                .Where(pack => System.IO.Directory.Exists(Path.Combine(pack, "ref", "net10.0")))
                .MaxBy(pack => Version.TryParse(Path.GetFileName(pack), out var version) ? version : new Version(10, 0))
            : null;
    }

    private static ImmutableArray<string> Libraries(string directory) =>
        [.. System.IO.Directory.GetFiles(directory, "*.dll").Order(StringComparer.Ordinal)];

    /// <summary>On Windows native libraries lie beside the managed ones under the same extension.</summary>
    private static bool IsManaged(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new PEReader(stream);
        return reader.HasMetadata;
    }
}
