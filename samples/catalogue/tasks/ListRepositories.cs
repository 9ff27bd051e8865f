using Hearth;

namespace Catalogue;

/// <summary>Reads the list of repositories.</summary>
public sealed class ListRepositories : ITask<ListRepositories.Input, ListRepositories.Output>
{
    /// <param name="List">A JSON file; relative to the workspace, or absolute.</param>
    /// <param name="Limit">Only so many of the first.</param>
    public sealed record Input(string List, int Limit = int.MaxValue);

    /// <param name="Notes">What was left out, and why.</param>
    public sealed record Output(IReadOnlyList<Repository> Repositories, IReadOnlyList<string> Notes);

    public async Task<Output> RunAsync(Input input, TaskContext context)
    {
        var notes = new List<string>();
        var text = await File.ReadAllTextAsync(Path.GetFullPath(input.List, context.Files.Workspace), context.CancellationToken);
        var repositories = RepositoryList.Parse(text, input.Limit, notes);
        context.Log.Information($"{Words.Plural(repositories.Count, "repository", "repositories")} in {input.List}");
        foreach (var note in notes)
            context.Log.Warning(note);
        return new Output(repositories, notes);
    }
}
