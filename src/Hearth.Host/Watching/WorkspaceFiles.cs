using System.Collections.Immutable;
using System.IO.Enumeration;
using Hearth.Coherence.Files;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Watching;

/// <summary>The files of a workspace as the file system described them at one moment. Immutable.</summary>
/// <param name="stamps">By path from the workspace's folder.</param>
public sealed class WorkspaceFiles(ImmutableSortedDictionary<string, FileStamp> stamps)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
    private static readonly ImmutableArray<string> Definitions = ["tasks/", "workflows/", "plugins/", Workspace.SettingsName];

    /// <summary>What the compiler and package tools write, and what belongs to tools: folders of these names, and those that begin with a dot.</summary>
    private static readonly ImmutableArray<string> Products = ["bin", "obj", "node_modules"];

    /// <summary>Looks at all files, about 3 µs each.</summary>
    public static WorkspaceFiles Read(Workspace workspace)
    {
        var stamps = ImmutableSortedDictionary.CreateBuilder<string, FileStamp>(StringComparer.Ordinal);
        var paths = new FileSystemEnumerable<string>(workspace.Root, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName[0] != '.',
            // A link to a folder may lead anywhere, also back here.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !IsProduct(entry.FileName),
        };
        foreach (var path in paths)
            if (TryStamp(path) is { } stamp)
                stamps[Path.GetRelativePath(workspace.Root, path).Replace(Path.DirectorySeparatorChar, '/')] = stamp;
        return new WorkspaceFiles(stamps.ToImmutable());
    }

    /// <summary>The paths that were added, changed or removed between another moment and this one, in their order.</summary>
    public ImmutableArray<string> ChangedSince(WorkspaceFiles earlier) =>
    [
        .. stamps.Where(file => !earlier.Has(file.Key, file.Value)).Select(file => file.Key).Concat(earlier.Missing(stamps)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a path is of code, workflows or settings, which runs read themselves; anything else only a task can have read.</summary>
    public static bool IsDefinition(string path) => Definitions.Any(definition => path.StartsWith(definition, StringComparison.Ordinal));

    /// <summary>These definitions, with all other files of a later moment.</summary>
    public WorkspaceFiles WithDataOf(WorkspaceFiles later) => new(stamps.Where(file => IsDefinition(file.Key)).Concat(later.Data()).ToImmutableSortedDictionary(StringComparer.Ordinal));

    private IEnumerable<KeyValuePair<string, FileStamp>> Data() => stamps.Where(file => !IsDefinition(file.Key));

    private bool Has(string path, FileStamp stamp) => stamps.TryGetValue(path, out var known) && known == stamp;

    private IEnumerable<string> Missing(ImmutableSortedDictionary<string, FileStamp> later) => stamps.Keys.Where(path => !later.ContainsKey(path));

    private static FileStamp? TryStamp(string path)
    {
        try
        {
            return FileStamp.TryRead(path, out var stamp) ? stamp : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is as if it were not there: whoever needs it will say so.
            return null;
        }
    }

    /// <summary>Whether a folder of this name belongs to a tool, or holds what the compiler makes.</summary>
    internal static bool IsProduct(ReadOnlySpan<char> folder)
    {
        if (folder[0] == '.')
            return true;
        foreach (var product in Products)
            if (folder.SequenceEqual(product))
                return true;
        return false;
    }
}
