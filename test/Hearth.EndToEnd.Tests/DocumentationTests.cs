using System.Text.RegularExpressions;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>What the documentation says is so.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "reference", "errors");

    [Fact]
    public void Every_error_has_a_page_and_every_page_an_error()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => ErrorId().Matches(File.ReadAllText(file)).Select(match => match.Groups["id"].Value)).Distinct().Order();

        Assert.Equal(used, Directory.EnumerateFiles(Pages, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order());
    }

    [Fact]
    public async Task Every_error_is_explained()
    {
        using var command = new RunningCommand(Repository.Root, ["explain", "--json"]);
        var result = await command.WaitAsync();

        var errors = result.Json.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(Directory.GetFiles(Pages).Length, errors.Count);
        Assert.All(errors, error => Assert.True(error.GetProperty("title").GetString()!.Length > 5 && error.GetProperty("text").GetString()!.Length > 100, error.ToString()));
    }

    [Fact]
    public async Task Every_command_is_in_the_reference()
    {
        using var command = new RunningCommand(Repository.Root, ["--help"]);
        var help = (await command.WaitAsync()).Output;
        var reference = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "reference", "commands.md"));

        var commands = CommandLine().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(match => match.Groups["name"].Value).ToList();
        Assert.True(commands.Count > 10);
        Assert.All(commands, name => Assert.Matches($@"(?m)^\| `{name}\b", reference));
    }

    [Fact]
    public async Task The_workspace_of_the_readme_runs()
    {
        using var workspace = new TestWorkspace();
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        workspace.Write("tasks/CountWords.cs", Fence(readme, "csharp"));
        workspace.Write("workflows/readme.yaml", Fence(readme, "yaml"));

        var run = await workspace.JsonAsync("run", "readme");

        Assert.Equal("""[{"words":4},{"words":2}]""", run.GetProperty("outputs").GetProperty("counts").GetRawText());
    }

    [Fact]
    public async Task The_pipeline_of_the_guide_runs()
    {
        using var workspace = new TestWorkspace();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", "pipelines.md"));
        workspace.Write("tasks/Texts.cs", Fence(page, "csharp"));
        workspace.Write("workflows/grades.yaml", Fence(page, "yaml"));
        workspace.Write("texts/ember.md", "# Ember\nAn ember glows under the ashes for long.");
        workspace.Write("texts/hearth.md", "# Hearth\nWarm.");

        var run = await workspace.JsonAsync("run", "grades", """files=["texts/ember.md","texts/hearth.md"]""");

        Assert.Equal("""[{"title":"# Ember","grade":"long"},{"title":"# Hearth","grade":"short"}]""", run.GetProperty("outputs").GetProperty("grades").GetRawText());
    }

    [Fact]
    public async Task The_task_of_the_guide_compiles()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Fetch.cs", Fence(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", "writing-tasks.md")), "csharp"));
        workspace.Write("workflows/fetch.yaml", "steps:\n  fetch: { task: fetch, with: { url: \"https://localhost/\" } }\n");

        var result = await workspace.RunAsync("validate");

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task The_extensions_of_the_guide_compile_under_their_names()
    {
        using var workspace = new TestWorkspace("vault: { use: team, address: \"https://localhost/\" }");
        foreach (var page in (string[])["secrets", "reports", "extensions"])
            workspace.Write($"tasks/{page}.cs", Fence(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", $"{page}.md")), "csharp"));
        workspace.Write("workflows/all.yaml", "reports: line\nsteps:\n  knows: { task: knows, with: { word: \"${{ vault.WORD }}\" } }\n");

        var result = await workspace.RunAsync("validate");
        var catalog = await workspace.JsonAsync("catalog");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Superset(new HashSet<string?> { "resource word-list", "vault team", "report line", "task knows" },
            catalog.GetProperty("extensions").EnumerateArray().Select(extension => $"{extension.GetProperty("kind")} {extension.GetProperty("name")}").ToHashSet<string?>());
    }

    private static string Fence(string page, string language)
    {
        var start = page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("\"(?<id>HEARTH\\d{4})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorId();

    [GeneratedRegex(@"(?m)^  (?<name>[a-z]+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandLine();
}
