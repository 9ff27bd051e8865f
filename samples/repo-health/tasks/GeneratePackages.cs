using System.ComponentModel.DataAnnotations;
using Hearth;

namespace RepoHealth;

/// <summary>Makes a folder of packages from a list of modules. The same list always gives the same packages.</summary>
public sealed class GeneratePackages : ITask<GeneratePackages.Input, GeneratePackages.Output>
{
    /// <summary>Says that a folder was made here, and so may be emptied.</summary>
    private const string Marker = ".generated";

    /// <param name="List">A JSON array of records.</param>
    /// <param name="Folder">Where to make the packages, inside the workspace.</param>
    public sealed record Input(string List, [MinLength(1)] string Folder);

    public sealed record Output(string Folder, int Packages);

    public Task<Output> RunAsync(Input input, TaskContext context)
    {
        var modules = ModuleRecord.ReadAll(Path.GetFullPath(input.List, context.Files.Workspace));
        var folder = context.Files.Resolve(input.Folder);
        Empty(input.Folder, folder);
        for (var index = 0; index < modules.Count; index++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.Report(index, modules.Count, $"packages made, now {modules[index].Name}");
            Write(Path.Combine(folder, FolderName(index, modules[index].Id)), PackageTemplate.Files(modules[index]));
        }

        context.Report(modules.Count, modules.Count, "packages made");
        context.Log.Information($"{Text.Plural(modules.Count, "package")} in {folder}");
        return Task.FromResult(new Output(input.Folder, modules.Count));
    }

    private static void Empty(string name, string folder)
    {
        if (File.Exists(folder))
            throw new ArgumentException($"'{name}' is a file ({folder}). Give another folder=...");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, Marker)))
                throw new ArgumentException($"'{name}' is not empty and was not made by this workflow ({folder}): it is left as it is. Give another folder=...");
            foreach (var inner in Directory.EnumerateDirectories(folder))
                Directory.Delete(inner, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Marker), "Made by the workflow 'generate', which empties this folder when it runs again.\n");
    }

    private static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    /// <summary>Unique, and in the order of the list when sorted by name.</summary>
    private static string FolderName(int index, string id) =>
        $"{index:0000}-{string.Concat(id.Take(80).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-'))}";
}
