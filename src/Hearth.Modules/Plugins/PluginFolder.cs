using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Plugins;

/// <summary>A folder <c>plugins/NAME</c>: assemblies that were compiled elsewhere, with what they need.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Files">Its assemblies and native libraries, by path from the folder, with fingerprints of their content.</param>
/// <param name="Fingerprint">Of all of them.</param>
internal sealed record PluginFolder(string Name, ImmutableSortedDictionary<string, Fingerprint> Files, Fingerprint Fingerprint)
{
    /// <summary>Where plugins lie, from the workspace's folder.</summary>
    public const string Root = "plugins";

    public static PluginFolder Of(string name, ImmutableSortedDictionary<string, Fingerprint> files)
    {
        using var builder = new FingerprintBuilder();
        builder.Add(name);
        foreach (var (file, content) in files)
            builder.Add(file).Add(content);
        return new PluginFolder(name, files, builder.Build());
    }

    /// <summary>Whether a file may be loaded.</summary>
    public static bool IsLoadable(string path) => Path.GetExtension(path) is ".dll" or ".so" or ".dylib" || Path.GetFileName(path).Contains(".so.", StringComparison.Ordinal);
}
