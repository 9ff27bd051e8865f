using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary>The catalogue as a newcomer runs it, over and over: each repository is asked whether it has something new, and only what has is done again.</summary>
public sealed class CatalogueReuseTests
{
    private const int Repositories = 13, Compass = 2, Junction = 9, Oracle = 12;

    private static readonly string Asked = $"fixtures list {Items("clone", Enumerable.Range(0, Repositories))}";
    private static readonly IReadOnlyList<int> Copied = [.. Enumerable.Range(0, Repositories).Except([Junction, Oracle])];

    [Fact]
    public async Task One_repository_that_changed_is_one_item_done_again()
    {
        using var workspace = new TestWorkspace("workers: 2");
        Samples.Copy("catalogue", workspace.Root);
        File.Delete(workspace.PathOf("tasks/Act.cs"));

        var (first, computed) = await RunAsync(workspace);
        Assert.Equal($"{Asked} {Items("enrich", Copied)} {Items("analyse", Copied)} publish", computed);
        Assert.Equal("""{"repositories":13,"available":11,"clean":1,"errors":9,"warnings":10,"advice":5}""", JsonSerializer.Serialize(first.GetProperty("summary")));
        Assert.Contains("does not appear to be a git repository", Repository(first, Junction).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("is refused", Repository(first, Oracle).GetProperty("reason").GetString(), StringComparison.Ordinal);

        // Nothing has changed.
        var (second, again) = await RunAsync(workspace);
        Assert.Equal(Asked, again);
        Assert.Equal(first.GetRawText(), second.GetRawText());

        // One repository has.
        workspace.Write("fixtures/compass/README.md", "# Compass\n\nPoints north on any screen that knows which way it is turned, and <south> on all others.\n");
        var (third, changed) = await RunAsync(workspace);
        var expected = $"{Asked} catalogue/enrich[{Compass}] catalogue/analyse[{Compass}] publish";
        Assert.True(changed == expected, $"{changed}\n{(changed == expected ? "" : (await workspace.RunAsync("why", "latest", "--json")).Output)}");
        Assert.NotEqual(Repository(first, Compass).GetProperty("commit").GetString(), Repository(third, Compass).GetProperty("commit").GetString());
        Assert.Equal(3, Repository(first, Compass).GetProperty("findings").GetArrayLength());
        Assert.Equal(2, Repository(third, Compass).GetProperty("findings").GetArrayLength());

        // A rule has, and finds the same.
        var rules = await File.ReadAllTextAsync(workspace.PathOf("tasks/Rules/TextRules.cs"));
        workspace.Write("tasks/Rules/TextRules.cs", rules.Replace(@"\bnew Buffer\(", @"\bnew\s+Buffer\(", StringComparison.Ordinal));
        Assert.Equal($"{Asked} {Items("analyse", Copied)}", (await RunAsync(workspace)).Computed);
    }

    /// <returns>The catalogue, and what was executed for it.</returns>
    private static async Task<(JsonElement Catalogue, string Computed)> RunAsync(TestWorkspace workspace)
    {
        var result = await workspace.RunAsync("run", "catalogue", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        var outputs = result.Json.GetProperty("outputs");
        var catalogue = JsonElement.Parse(await File.ReadAllTextAsync(outputs.GetProperty("data").GetString()!));
        await CheckPageAsync(outputs.GetProperty("page").GetString()!, catalogue);
        return (catalogue, (await workspace.JsonAsync("show", "latest", "--all")).Computed());
    }

    private static async Task CheckPageAsync(string page, JsonElement catalogue)
    {
        var html = await File.ReadAllTextAsync(page);
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Equal(Copied.Count, html.Split("<article").Length - 1);
        Assert.Equal(1, html.Split("<script").Length - 1);
        foreach (var repository in catalogue.GetProperty("repositories").EnumerateArray())
        {
            Assert.Contains(System.Net.WebUtility.HtmlEncode(repository.GetProperty("name").GetString()!), html, StringComparison.Ordinal);
            if (repository.GetProperty("picture").GetString() is { } picture)
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, picture)), picture);
        }
    }

    private static JsonElement Repository(JsonElement catalogue, int index) => catalogue.GetProperty("repositories")[index];

    private static string Items(string stage, IEnumerable<int> items) => string.Join(' ', items.Select(item => $"catalogue/{stage}[{item}]"));
}
