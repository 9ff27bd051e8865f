using System.Collections.Immutable;

namespace Hearth.Modules.Projects;

/// <summary>Finds the one project file of a tasks folder and reads it; again only where it changed. Used by one caller at a time.</summary>
internal sealed class ProjectLocator(FileContents contents)
{
    private readonly ProjectResult _none = new(new TaskProject(), []);
    private byte[]? _read;
    private ProjectResult? _last;

    public ProjectResult Load(CompileRequest request)
    {
        var folder = PathNames.Relative(request.WorkspaceDirectory, request.TasksDirectory);
        if (!Directory.Exists(request.TasksDirectory))
            return Failed(Problems.NoTasksDirectory, folder, $"There is no folder '{folder}'.");
        var files = Directory.GetFiles(request.TasksDirectory, "*.csproj").Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0)
            return _none;
        if (files.Length > 1)
            return Failed(Problems.SeveralProjects, PathNames.Relative(request.WorkspaceDirectory, files[1]),
                $"The folder has several project files ({string.Join(", ", files.Select(Path.GetFileName))}); keep one.");

        var name = PathNames.Relative(request.WorkspaceDirectory, files[0]);
        try
        {
            if (contents.Read(files[0]) is not { } content)
                return Failed(Problems.UnreadableSource, name, "The project file was deleted while it was read.");
            if (content.Bytes != _read || _last?.Project.Path != files[0])
                (_read, _last) = (content.Bytes, ProjectReader.Read(files[0], name, content.Bytes));
            return _last;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(Problems.UnreadableSource, name, $"The project file cannot be read. {exception.Message}");
        }
    }

    private static ProjectResult Failed(string id, string file, string message) =>
        new(new TaskProject(), ImmutableArray.Create(new SourceDiagnostic(id, SourceSeverity.Error, file, 1, 1, message)));
}
