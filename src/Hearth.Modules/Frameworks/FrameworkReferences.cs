using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using Hearth.Coherence;

namespace Hearth.Modules.Frameworks;

/// <summary>The assemblies of the framework that tasks are compiled against.</summary>
/// <param name="Directory">The folder that they lie in: a reference pack, or a runtime.</param>
/// <param name="Files">The names of the assemblies in it, in order; on Windows also of native libraries.</param>
/// <param name="GeneratorDirectory">The folder of the framework's own source generators; null where there are none.</param>
/// <param name="Fingerprint">Changes with the framework.</param>
internal sealed record FrameworkReferences(string Directory, ImmutableArray<string> Files, string? GeneratorDirectory, Fingerprint Fingerprint)
{
    private bool IsReferencePack => Path.GetFileName(Path.GetDirectoryName(Directory)) == "ref";

    /// <summary>The assemblies, absolute.</summary>
    public ImmutableArray<string> Paths() => [.. Files.Select(name => Path.Combine(Directory, name)).Where(path => IsReferencePack || IsManaged(path))];

    /// <summary>On Windows native libraries lie beside the managed ones under the same extension.</summary>
    private static bool IsManaged(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new PEReader(stream);
        return reader.HasMetadata;
    }
}
