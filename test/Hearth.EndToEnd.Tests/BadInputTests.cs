using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>Bad input gets a clear error, the right exit code, and changes nothing.</summary>
public sealed class BadInputTests
{
    private const string Workflow = """
        inputs:
          count: { type: integer, default: 1, minimum: 1 }
          title: string
        steps:
          one: { task: act, with: { name: "${{ inputs.title }}" } }
        """;

    [Theory]
    [InlineData(2, "HEARTH4105", "Did you mean 'good'?", "run", "goood", "title=x")]
    [InlineData(2, "HEARTH1060", "count", "run", "good", "title=x", "cuont=3")]
    [InlineData(2, "HEARTH1061", "title", "run", "good")]
    [InlineData(2, "HEARTH1062", "count", "run", "good", "title=x", "count=many")]
    [InlineData(2, "HEARTH1062", "count", "run", "good", "title=x", "count=0")]
    [InlineData(2, "HEARTH4111", "broken.json:2:", "run", "good", "--input", "broken.json")]
    [InlineData(2, "HEARTH4111", "not valid Unicode", "run", "good", "--input", "surrogate.json")]
    [InlineData(2, "HEARTH4111", "no-such-file.json", "run", "good", "-i", "no-such-file.json")]
    [InlineData(2, "HEARTH4003", "no-such-run", "show", "no-such-run")]
    [InlineData(2, "HEARTH4003", "no run", "resume", "latest")]
    [InlineData(2, "HEARTH5001", "--frobnicate", "run", "good", "--frobnicate")]
    [InlineData(2, "HEARTH5001", "Did you mean 'clear'?", "cache", "claer")]
    [InlineData(2, "HEARTH5001", "Must be one of: 'development' 'production' See", "run", "good", "--mode", "prod")]
    [InlineData(2, "HEARTH5003", "HEARTH1001", "explain", "HEARTH9001")]
    [InlineData(1, "HEARTH1034", "Act.cs", "run", "typo")]
    public async Task Wrong_use_is_told_apart_from_failure(int exitCode, string id, string said, params string[] arguments)
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/good.yaml", Workflow);
        workspace.Write("workflows/typo.yaml", "steps:\n  one: { task: atc }\n");
        workspace.Write("broken.json", "{ \"title\":\n oops }");

        workspace.Write("surrogate.json", "{ \"title\": \"\\ud800\" }");

        var result = await workspace.RunAsync(arguments);

        Assert.True(exitCode == result.ExitCode, result.ToString());
        Assert.Contains(id, result.Error, StringComparison.Ordinal);
        if (id is not ("HEARTH5003" or "HEARTH1034"))
            Assert.Contains(said, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(result.Output);
        Assert.Empty(workspace.Ran);
        var json = await workspace.RunAsync([.. arguments, "--json"]);
        Assert.Equal(exitCode, json.ExitCode);
        Assert.StartsWith("HEARTH", json.Json.GetProperty("error").GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_reports_all_problems_of_all_files_at_once()
    {
        using var workspace = new TestWorkspace("workrs: 2\n");
        workspace.Write("workflows/a.yaml", """
            steps:
              one: { task: act, wiht: {} }
              two: { needs: oen, task: act, with: { nmae: x, delay: soon } }
              three: { task: act, with: { name: "${{ steps.one.output.name }}" } }
            """);
        workspace.Write("workflows/b.yaml", "steps:\n  again: { workflow: b }\n");
        workspace.Write("workflows/c.yaml", "steps:\n  x: [\n");

        var result = await workspace.RunAsync("validate", "--json");

        Assert.Equal(1, result.ExitCode);
        var problems = result.Json.GetProperty("problems").EnumerateArray().Select(problem =>
            $"{problem.GetProperty("file").GetString()}:{problem.GetProperty("line")}:{problem.GetProperty("column")} {problem.GetProperty("id").GetString()}"
            + (problem.TryGetProperty("suggestion", out var suggestion) ? $" {suggestion.GetString()}" : "")).ToList();
        Assert.Contains("hearth.yaml:1:1 HEARTH1007 workers", problems);
        Assert.Contains("workflows/a.yaml:2:21 HEARTH1007 with", problems);
        Assert.Contains("workflows/a.yaml:3:17 HEARTH1031 one", problems);
        Assert.Contains("workflows/a.yaml:3:41 HEARTH1040 name", problems);
        Assert.Contains(problems, problem => problem.StartsWith("workflows/a.yaml:3:", StringComparison.Ordinal) && problem.Contains("HEARTH1038", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("HEARTH1027", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("workflows/b.yaml:2:", StringComparison.Ordinal) && problem.Contains("HEARTH1036", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("workflows/c.yaml:", StringComparison.Ordinal) && problem.Contains("HEARTH1001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_shows_warnings_and_they_leave_it_valid()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Loose.cs", "public static class Loose\n{\n    public static void Start() => new Thread(() => { }).Start();\n}\n");

        var json = await workspace.RunAsync("validate", "--json");
        var text = await workspace.RunAsync("validate");

        Assert.Equal((0, 0), (json.ExitCode, text.ExitCode));
        Assert.True(json.Json.GetProperty("valid").GetBoolean());
        var problem = Assert.Single(json.Json.GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("file").GetString() == "tasks/Loose.cs");
        Assert.Equal(("HEARTH2041", 3, "warning"), (problem.GetProperty("id").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("severity").GetString()));
        Assert.Contains("tasks/Loose.cs:3:", text.Error);
        Assert.Contains("warning HEARTH2041", text.Error);
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_told_with_its_place_and_picked_up_when_mended()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/good.yaml", "steps:\n  one: { task: act }\n");
        workspace.Write("workflows/bad.yaml", "steps:\n  one: { task: broken }\n");
        const string Code = "public class Broken : Hearth.ITask<Broken.Nothing, int>\n{\n    int x = VALUE; public sealed record Nothing;\n    public Task<int> RunAsync(Nothing input, Hearth.TaskContext context) => Task.FromResult(x);\n}\n";
        workspace.Write("tasks/Broken.cs", Code.Replace("VALUE", "\"no\"", StringComparison.Ordinal));

        var broken = await workspace.RunAsync("run", "bad");

        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("tasks/Broken.cs:3:13: CS0029", broken.Error, StringComparison.Ordinal);
        Assert.Empty((await workspace.JsonAsync("runs")).GetProperty("runs").EnumerateArray());
        // What needs none of it is not held up.
        Assert.Equal(0, (await workspace.RunAsync("run", "good")).ExitCode);
        Assert.Equal(1, (await workspace.RunAsync("validate")).ExitCode);
        workspace.Write("tasks/Broken.cs", Code.Replace("VALUE", "1", StringComparison.Ordinal));
        Assert.Equal(0, (await workspace.RunAsync("validate")).ExitCode);
    }

    [Fact]
    public async Task No_workspace_is_told_with_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("hearth-test-");
        try
        {
            using var command = new RunningCommand(folder.FullName, ["run", "x"]);
            var result = await command.WaitAsync();

            Assert.Equal(2, result.ExitCode);
            Assert.Contains("hearth init", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_store_of_a_newer_format_is_refused_and_left_as_it_is()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/good.yaml", "steps:\n  one: { task: act }\n");
        Assert.Equal(0, (await workspace.RunAsync("run", "good")).ExitCode);
        var database = workspace.PathOf(".hearth/hearth.db");
        var bytes = await File.ReadAllBytesAsync(database);
        // The format's number is SQLite's user_version: four bytes, big endian, at offset 60.
        bytes[63] = 99;
        await File.WriteAllBytesAsync(database, bytes);
        File.Delete(database + "-wal");

        foreach (var arguments in (string[][])[["runs"], ["run", "good"]])
        {
            var refused = await workspace.RunAsync(arguments);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("HEARTH4001", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync(database));
    }
}
