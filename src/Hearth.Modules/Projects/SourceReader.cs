using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Hearth.Modules.Projects;

/// <summary>Finds and reads the sources of a project, in ordinal order of their paths.</summary>
internal static class SourceReader
{
    public static ImmutableArray<SourceFile> Read(
        CompileRequest request, TaskProject project, FileContents contents, ICollection<SourceDiagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var sources = ImmutableArray.CreateBuilder<SourceFile>();
        foreach (var path in Paths(request.TasksDirectory, project))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = PathNames.Relative(request.WorkspaceDirectory, path);
            try
            {
                // One that was deleted since the folder was listed is as if it had been deleted before.
                if (contents.Read(path) is { } content)
                    sources.Add(new SourceFile(name, content.Bytes, content.Fingerprint, content.Stamp));
                else if (IsDanglingLink(path))
                    diagnostics.Add(Unreadable(name, "It is a link to nothing."));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Unreadable(name, exception.Message));
            }
        }

        sources.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return sources.ToImmutable();
    }

    private static SourceDiagnostic Unreadable(string name, string why) =>
        new(Problems.UnreadableSource, SourceSeverity.Error, name, 1, 1, $"The source cannot be read. {why}");

    private static bool IsDanglingLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static HashSet<string> Paths(string directory, TaskProject project)
    {
        var paths = new HashSet<string>(project.DefaultCompileItems ? Find(directory) : [], StringComparer.Ordinal);
        foreach (var item in project.CompileItems)
        {
            if (item.Removes)
                paths.RemoveWhere(path => Glob.Matches(item.Pattern, PathNames.Relative(directory, path)));
            else
                paths.UnionWith(Included(directory, item));
        }

        return paths;
    }

    private static IEnumerable<string> Included(string directory, CompileItem item)
    {
        if (!Glob.HasWildcard(item.Pattern))
            return [Path.GetFullPath(PathNames.Native(item.Pattern), directory)];
        var start = Path.GetFullPath(PathNames.Native(Glob.FixedDirectory(item.Pattern)), directory);
        return Find(start).Where(path => PathNames.Relative(directory, path) is var name
            && Glob.Matches(item.Pattern, name)
            && !ProjectProperties.List(item.Exclude).Any(pattern => Glob.Matches(pattern, name)));
    }

    private static List<string> Find(string directory) => !Directory.Exists(directory) ? [] :
    [
        .. new FileSystemEnumerable<string>(directory, static (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            // Editors leave hidden lock files beside the sources. Links to folders are not followed: they may lead in a circle.
            ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
                !entry.IsDirectory && entry.FileName[0] != '.' && entry.FileName.EndsWith(".cs", StringComparison.Ordinal),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) =>
                entry.FileName is not ("bin" or "obj") && entry.FileName[0] != '.' && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        },
    ];
}
