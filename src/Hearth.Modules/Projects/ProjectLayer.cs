using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Modules.Projects;

/// <summary>The layer <c>projects</c>: the one project file of a tasks folder, found and read. Safe for use from several threads.</summary>
internal sealed class ProjectLayer
{
    private readonly CoherenceGraph _graph;
    private readonly Layer<CompileRequest, ProjectResult> _projects;

    public ProjectLayer(CoherenceGraph graph)
    {
        _graph = graph;
        _projects = graph.AddLayer(new LayerDefinition<CompileRequest, ProjectResult>
        {
            Name = "projects",
            Compute = ReadAsync,
            Fingerprint = result => result.Fingerprint,
            NameOf = PathNames.TasksOf,
        });
    }

    public Node<ProjectResult> this[CompileRequest request] => _projects[request];

    private async ValueTask<ProjectResult> ReadAsync(CompileRequest request, Reading reading)
    {
        var folder = PathNames.TasksOf(request);
        var listing = _graph.Folders[request.TasksDirectory];
        if (await reading.FingerprintAsync(listing) == FolderInputs.Missing)
            return ProjectResult.Failed(Problems.NoTasksDirectory, folder, $"There is no folder '{folder}'.");
        var files = new List<string>();
        foreach (var entry in await reading.ReadAsync(listing))
            if (!entry.IsFolder && entry.Name.EndsWith(".csproj", StringComparison.Ordinal))
                files.Add(Path.Combine(request.TasksDirectory, entry.Name));
        return files.Count switch
        {
            0 => ProjectResult.None,
            1 => await ReadAsync(files[0], PathNames.Relative(request.WorkspaceDirectory, files[0]), reading),
            _ => ProjectResult.Failed(Problems.SeveralProjects, PathNames.Relative(request.WorkspaceDirectory, files[1]),
                $"The folder has several project files ({string.Join(", ", files.Select(Path.GetFileName))}); keep one."),
        };
    }

    private async ValueTask<ProjectResult> ReadAsync(string path, string name, Reading reading)
    {
        FileContent? content;
        try
        {
            content = await reading.ReadAsync(_graph.Files[path]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ProjectResult.Failed(Problems.UnreadableSource, name, $"The project file cannot be read. {exception.Message}");
        }

        if (content is null)
            return ProjectResult.Failed(Problems.UnreadableSource, name, "The project file was deleted while it was read.");
        var (project, diagnostics) = ProjectReader.Read(path, name, content.Bytes);
        using var builder = new FingerprintBuilder();
        builder.Add(path).Add(name).Add(content.Fingerprint);
        var there = ImmutableArray.CreateBuilder<ReferenceItem>();
        foreach (var reference in project.References)
            if (await reading.FingerprintAsync(_graph.Files[reference.Path]) != FileInputs.Missing)
                there.Add(reference);
        foreach (var missing in project.References.Except(there))
            builder.Add(missing.Path);
        return new ProjectResult(project with { References = there.ToImmutable() }, [.. diagnostics, .. project.References.Except(there).Select(reference => reference.Missing)], builder.Build());
    }
}
