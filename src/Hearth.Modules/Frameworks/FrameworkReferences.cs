using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using Hearth.Coherence;

namespace Hearth.Modules.Frameworks;

/// <summary>The assemblies of the framework that tasks are compiled against.</summary>
/// <param name="Directory">The folder that they lie in: a reference pack, or a runtime.</param>
/// <param name="GeneratorDirectory">The folder of the framework's own source generators; null where there are none.</param>
internal sealed record FrameworkReferences(string Directory, string? GeneratorDirectory)
{
    /// <summary>Changes with the framework. Packs and runtimes are installed whole, in folders named by version, and not changed in place; asking
    /// each of 170 files would cost more than all else of a reuse.</summary>
    public Fingerprint Fingerprint
    {
        get
        {
            using var builder = new FingerprintBuilder();
            return builder.Add(Directory).Add(BitConverter.GetBytes(System.IO.Directory.GetLastWriteTimeUtc(Directory).Ticks)).Build();
        }
    }

    private bool IsReferencePack => Path.GetFileName(Path.GetDirectoryName(Directory)) == "ref";

    /// <summary>The reference pack where there is one, otherwise the assemblies that run this process.</summary>
    public static FrameworkReferences Find(DotnetInstallation installation)
    {
        if (ReferencePack(installation) is not { } pack)
            return new FrameworkReferences(installation.RuntimeDirectory, null);
        var generators = Path.Combine(pack, "analyzers", "dotnet", "cs");
        return new FrameworkReferences(Path.Combine(pack, "ref", "net10.0"), System.IO.Directory.Exists(generators) ? generators : null);
    }

    /// <summary>The assemblies, absolute.</summary>
    public ImmutableArray<string> Paths() =>
        [.. System.IO.Directory.GetFiles(Directory, "*.dll").Order(StringComparer.Ordinal).Where(path => IsReferencePack || IsManaged(path))];

    private static string? ReferencePack(DotnetInstallation installation)
    {
        var packs = Path.Combine(installation.Root, "packs", "Microsoft.NETCore.App.Ref");
        if (!System.IO.Directory.Exists(packs))
            return null;
        var (best, highest) = ((string?)null, new Version(0, 0));
        foreach (var pack in System.IO.Directory.GetDirectories(packs, "10.*"))
        {
            // A preview has a suffix that is no version, and gives way to a release.
            var version = Version.TryParse(Path.GetFileName(pack), out var parsed) ? parsed : new Version(10, 0);
            if (version > highest && System.IO.Directory.Exists(Path.Combine(pack, "ref", "net10.0")))
                (best, highest) = (pack, version);
        }

        return best;
    }

    /// <summary>On Windows native libraries lie beside the managed ones under the same extension.</summary>
    private static bool IsManaged(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new PEReader(stream);
        return reader.HasMetadata;
    }
}
