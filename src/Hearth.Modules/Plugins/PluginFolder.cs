using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Plugins;

/// <summary>A folder <c>plugins/NAME</c>: assemblies that were compiled elsewhere, with what they need.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Files">Its assemblies and native libraries, by path from the folder, with their content.</param>
/// <param name="Fingerprint">Of all of them.</param>
internal sealed record PluginFolder(string Name, ImmutableSortedDictionary<string, FileContent> Files, Fingerprint Fingerprint)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Where plugins lie, from the workspace's folder.</summary>
    public const string Root = "plugins";

    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ImmutableArray<PluginFolder> ReadAll(string workspace, FileContents contents)
    {
        var root = Path.Combine(workspace, Root);
        return !Directory.Exists(root) ? [] : [.. Directory.GetDirectories(root).Where(folder => Path.GetFileName(folder)[0] != '.').Order(StringComparer.Ordinal).Select(folder => Read(folder, contents))];
    }

    private static PluginFolder Read(string folder, FileContents contents)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, FileContent>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "*", Everything).Where(IsLoadable))
            if (contents.Read(path) is { } content)
                files[PathNames.Relative(folder, path)] = content;
        using var builder = new FingerprintBuilder();
        builder.Add(Path.GetFileName(folder));
        foreach (var (name, content) in files)
            builder.Add(name).Add(content.Fingerprint);
        return new PluginFolder(Path.GetFileName(folder), files.ToImmutable(), builder.Build());
    }

    private static bool IsLoadable(string path) => Path.GetExtension(path) is ".dll" or ".so" or ".dylib" || Path.GetFileName(path).Contains(".so.", StringComparison.Ordinal);
}
