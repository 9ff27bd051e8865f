using Hearth;

namespace RepoHealth;

/// <summary>Takes the packages of a file that lists their folders.</summary>
public sealed class ReadList : ITask<ReadList.Input, FoundPackages>
{
    /// <param name="List">The file; relative to the workspace, or absolute.</param>
    public sealed record Input(string List);

    public Task<FoundPackages> RunAsync(Input input, TaskContext context)
    {
        var notes = new List<string>();
        var packages = PackageList.Read(Path.GetFullPath(input.List, context.Files.Workspace), notes);
        return Task.FromResult(new FoundPackages(packages, notes).Told(input.List, context));
    }
}
