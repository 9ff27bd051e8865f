using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Modules.Projects;

/// <summary>The layers <c>sources</c>, contents of source files, and <c>snapshots</c>, all those of a project. Safe for use from several threads.</summary>
internal sealed class SourceLayer
{
    private readonly CoherenceGraph _graph;
    private readonly ProjectLayer _projects;
    private readonly Layer<string, FileContent?> _sources;
    private readonly Layer<CompileRequest, SourceSnapshot> _snapshots;

    public SourceLayer(CoherenceGraph graph, ProjectLayer projects)
    {
        _graph = graph;
        _projects = projects;
        _sources = graph.AddLayer(new LayerDefinition<string, FileContent?>
        {
            Name = "sources",
            Compute = (path, reading) => reading.ReadAsync(graph.Files[path]),
            Fingerprint = content => content?.Fingerprint ?? FileInputs.Missing,
            Size = content => content?.Bytes.Length ?? 0,
        });
        _snapshots = graph.AddLayer(new LayerDefinition<CompileRequest, SourceSnapshot>
        {
            Name = "snapshots",
            Compute = ReadAsync,
            Fingerprint = snapshot => snapshot.Fingerprint,
            NameOf = PathNames.TasksOf,
        });
    }

    /// <summary>The sources; file by file as they are when they are read, which need not be of one moment: see <see cref="SourceLook"/>.</summary>
    public Node<SourceSnapshot> this[CompileRequest request] => _snapshots[request];

    private async ValueTask<SourceSnapshot> ReadAsync(CompileRequest request, Reading reading)
    {
        var (files, diagnostics) = (new List<SourceFile>(), ImmutableArray.CreateBuilder<SourceDiagnostic>());
        foreach (var path in await PathsAsync(request.TasksDirectory, (await reading.ReadAsync(_projects[request])).Project, reading))
        {
            var name = PathNames.Relative(request.WorkspaceDirectory, path);
            try
            {
                // One that was deleted since the folder was listed is as if it had been deleted before.
                if (await reading.ReadAsync(_sources[path]) is { } content)
                    files.Add(new SourceFile(name, path, content.Bytes, content.Fingerprint));
                else if (await IsLinkAsync(path, reading))
                    diagnostics.Add(Unreadable(name, "It is a link to nothing."));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Unreadable(name, exception.Message));
            }
        }

        files.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return SourceSnapshot.Of([.. files], diagnostics.ToImmutable());
    }

    private async ValueTask<HashSet<string>> PathsAsync(string directory, TaskProject project, Reading reading)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        if (project.DefaultCompileItems)
            await FindAsync(directory, paths, reading);
        foreach (var item in project.CompileItems)
        {
            if (item.Removes)
                paths.RemoveWhere(path => Glob.Matches(item.Pattern, PathNames.Relative(directory, path)));
            else
                await IncludeAsync(directory, item, paths, reading);
        }

        return paths;
    }

    private async ValueTask IncludeAsync(string directory, CompileItem item, HashSet<string> paths, Reading reading)
    {
        if (!Glob.HasWildcard(item.Pattern))
        {
            paths.Add(Path.GetFullPath(PathNames.Native(item.Pattern), directory));
            return;
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        await FindAsync(Path.GetFullPath(PathNames.Native(Glob.FixedDirectory(item.Pattern)), directory), found, reading);
        paths.UnionWith(found.Where(path => PathNames.Relative(directory, path) is var name && Glob.Matches(item.Pattern, name)
            && !ProjectProperties.List(item.Exclude).Any(pattern => Glob.Matches(pattern, name))));
    }

    /// <summary>Editors leave hidden lock files beside the sources. Links to folders are not followed: they may lead in a circle.</summary>
    private async ValueTask FindAsync(string directory, HashSet<string> found, Reading reading)
    {
        foreach (var entry in await reading.ReadAsync(_graph.Folders[directory]))
        {
            if (entry.Name[0] == '.')
                continue;
            var path = Path.Combine(directory, entry.Name);
            if (!entry.IsFolder && entry.Name.EndsWith(".cs", StringComparison.Ordinal))
                found.Add(path);
            else if (entry is { IsFolder: true, IsLink: false } && entry.Name is not ("bin" or "obj"))
                await FindAsync(path, found, reading);
        }
    }

    private async ValueTask<bool> IsLinkAsync(string path, Reading reading)
    {
        foreach (var entry in await reading.ReadAsync(_graph.Folders[Path.GetDirectoryName(path)!]))
            if (entry.IsLink && entry.Name == Path.GetFileName(path))
                return true;
        return false;
    }

    private static SourceDiagnostic Unreadable(string name, string why) =>
        new(Problems.UnreadableSource, SourceSeverity.Error, name, 1, 1, $"The source cannot be read. {why}");
}
