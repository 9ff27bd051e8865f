using System.Text.Json;
using Hearth;

namespace Catalogue;

/// <summary>Makes the repositories that the sample is tried with, from the folders in fixtures/. An edit there becomes a commit.</summary>
public sealed class MakeFixtures : ITask<MakeFixtures.Input, MakeFixtures.Output>
{
    private static readonly TimeSpan GitTimeout = TimeSpan.FromSeconds(60);

    /// <param name="Fixtures">A JSON file that describes them; folders of their names lie beside it.</param>
    /// <param name="Folder">Where to make them, inside the workspace.</param>
    public sealed record Input(string Fixtures = "fixtures/fixtures.json", string Folder = "generated/repositories");

    /// <param name="List">The list of the repositories: what the workflow begins with.</param>
    /// <param name="Changed">Those with something new.</param>
    public sealed record Output(string List, IReadOnlyList<string> Changed);

    public async Task<Output> RunAsync(Input input, TaskContext context)
    {
        var description = context.Files.Resolve(input.Fixtures);
        var folder = Directory.CreateDirectory(context.Files.Resolve(input.Folder)).FullName;
        var git = new GitCommand(GitTimeout, context.CancellationToken);
        var fixtures = JsonSerializer.Deserialize<IReadOnlyList<Fixture>>(await File.ReadAllTextAsync(description, context.CancellationToken), HearthJson.CreateOptions())!;
        var changed = new List<string>();
        var listed = new List<Repository>();
        foreach (var fixture in fixtures)
        {
            var repository = context.Files.Resolve(Path.Join(input.Folder, $"{fixture.Name}.git"));
            if (fixture is { Missing: false, Url: null } && await new FixtureRepository(repository, git).UpdateAsync(fixture, Path.Combine(Path.GetDirectoryName(description)!, fixture.Name)))
                changed.Add(fixture.Name);
            listed.Add(new Repository(fixture.Name, fixture.Url ?? new Uri(repository).AbsoluteUri, fixture.Description, fixture.Category));
        }

        var list = Path.Combine(folder, "repositories.json");
        await File.WriteAllTextAsync(list, JsonSerializer.Serialize(listed, HearthJson.CreateOptions()), context.CancellationToken);
        context.Log.Information(changed.Count == 0 ? "Nothing has changed in fixtures/." : $"Committed: {string.Join(", ", changed)}");
        return new Output(Path.Join(input.Folder, "repositories.json"), changed);
    }
}
