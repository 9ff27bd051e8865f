using System.Collections.Immutable;

namespace Hearth.Modules.Projects;

/// <summary>Finds the one project file of a tasks folder and reads it.</summary>
internal static class ProjectLocator
{
    public static ProjectResult Load(CompileRequest request, FileContents contents)
    {
        var folder = PathNames.Relative(request.WorkspaceDirectory, request.TasksDirectory);
        if (!Directory.Exists(request.TasksDirectory))
            return Failed(Problems.NoTasksDirectory, folder, $"There is no folder '{folder}'.");
        var files = Directory.GetFiles(request.TasksDirectory, "*.csproj").Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0)
            return new ProjectResult(new TaskProject(), []);
        if (files.Length > 1)
            return Failed(Problems.SeveralProjects, PathNames.Relative(request.WorkspaceDirectory, files[1]),
                $"The folder has several project files ({string.Join(", ", files.Select(Path.GetFileName))}); keep one.");

        var name = PathNames.Relative(request.WorkspaceDirectory, files[0]);
        try
        {
            return contents.Read(files[0]) is { } content
                ? ProjectReader.Read(files[0], name, content.Bytes)
                : Failed(Problems.UnreadableSource, name, "The project file was deleted while it was read.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(Problems.UnreadableSource, name, $"The project file cannot be read. {exception.Message}");
        }
    }

    private static ProjectResult Failed(string id, string file, string message) =>
        new(new TaskProject(), ImmutableArray.Create(new SourceDiagnostic(id, SourceSeverity.Error, file, 1, 1, message)));
}
