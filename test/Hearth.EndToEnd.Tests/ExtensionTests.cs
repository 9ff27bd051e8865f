using System.Text;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>Vaults, stores, reports and the catalog, with the command as people use it.</summary>
public sealed class ExtensionTests
{
    private const string Secret = "squeamish/ossifrage+7";
    private const string Settings = "grace: 500ms\nvault: { use: file, key-file: key.txt }\nstores: { archive: { use: folder, path: archive } }";

    private const string LeakTask = """
        using Hearth;
        public sealed class Leak : ITask<Leak.Input, string>
        {
            public sealed record Input(string Token, bool Fail = false, string Artifact = "a.txt");

            public Task<string> RunAsync(Input input, TaskContext context)
            {
                Console.WriteLine("printed " + input.Token);
                System.Diagnostics.Process.Start("sh", ["-c", "echo child " + input.Token]).WaitForExit();
                File.WriteAllText(context.Files.Artifact(input.Artifact), "artifact of " + context.Step);
                if (input.Fail)
                    throw new InvalidOperationException("failed with " + input.Token);
                return Task.FromResult("Bearer " + input.Token + " " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(input.Token)));
            }
        }
        """;

    [Fact]
    public async Task A_secret_reaches_the_task_and_nothing_that_is_recorded()
    {
        using var workspace = await WithSecretAsync();
        workspace.Write("workflows/leak.yaml", """
            reports: [markdown, json]
            steps:
              good: { task: leak, with: { token: "${{ vault.TOKEN }}" } }
              bad: { task: leak, continue-on-error: true, with: { token: "x${{ vault.TOKEN }}y", fail: true } }
              wrong: { task: leak, continue-on-error: true, with: { token: "${{ vault.TOKEN }}", artifact: "${{ vault.OTHER }}" } }
            outputs: { said: "${{ steps.good.output }}" }
            """);

        var result = await workspace.RunAsync("run", "leak", "--json", "-v");

        Assert.Equal("Bearer *** ***", result.Json.GetProperty("outputs").GetProperty("said").GetString());
        var steps = result.Json.GetProperty("steps");
        Assert.Equal("failed with x***y", steps[1].GetProperty("attempts")[0].GetProperty("error").GetProperty("message").GetString());
        var missing = steps[2].GetProperty("attempts")[0].GetProperty("error").GetProperty("message").GetString()!;
        Assert.Contains("There is no secret 'OTHER' in the vault 'file'", missing, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.ToString(), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(workspace.PathOf(".hearth"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("host.lock", StringComparison.Ordinal)))
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.False(content.Contains(Secret, StringComparison.Ordinal) || content.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), StringComparison.Ordinal), file);
        }

        var folder = result.Json.GetProperty("directory").GetString()!;
        Assert.Contains("child ***", await File.ReadAllTextAsync(Path.Combine(folder, "logs", "good.log")), StringComparison.Ordinal);
        Assert.StartsWith("# leak: succeeded", await File.ReadAllTextAsync(Path.Combine(folder, "reports", "markdown.md")), StringComparison.Ordinal);
        Assert.Contains("\"workflow\": \"leak\"", (await workspace.RunAsync("report", "latest", "--format", "json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_was_changed_is_given_as_it_is_now()
    {
        using var workspace = await WithSecretAsync();
        workspace.Write("workflows/length.yaml", "steps:\n  one: { task: act, with: { name: \"${{ vault.TOKEN ?? 'none' }}\", how: log } }\noutputs: { name: \"${{ steps.one.output.name }}\" }\n");

        Assert.Equal("***", (await workspace.JsonAsync("run", "length")).GetProperty("outputs").GetProperty("name").GetString());
        Assert.Equal(0, (await workspace.RunAsync("vault", "remove", "TOKEN")).ExitCode);
        Assert.Equal("none", (await workspace.JsonAsync("run", "length")).GetProperty("outputs").GetProperty("name").GetString());
        Assert.Equal([Secret, "none"], workspace.Ran.Select(ran => ran.Name));
        Assert.Equal(2, (await workspace.RunAsync("vault", "remove", "TOKEN")).ExitCode);
        Assert.Equal("""{"vault":"file","names":[]}""", (await workspace.JsonAsync("vault", "list")).GetRawText());
    }

    [Fact]
    public async Task Artifacts_go_into_the_store_item_by_item_and_a_store_that_fails_fails_the_attempt()
    {
        using var workspace = await WithSecretAsync();
        workspace.Write("workflows/keep.yaml", """
            steps:
              one: { task: leak, store: archive, with: { token: x } }
              each: { task: leak, store: archive, map: [a.txt, sub/b.txt], with: { token: x, artifact: "${{ item }}" } }
            """);

        var run = (await workspace.JsonAsync("run", "keep")).GetProperty("run").GetString();

        Assert.Equal([$"{run}/each/000000/a.txt", $"{run}/each/000001/sub/b.txt", $"{run}/one/a.txt"],
            Directory.GetFiles(workspace.PathOf("archive"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(workspace.PathOf("archive"), file)).Order(StringComparer.Ordinal));
        Directory.Delete(workspace.PathOf("archive"), recursive: true);
        workspace.Write("archive", "a file where the folder should be");
        var failed = await workspace.JsonAsync("run", "keep");
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("could not be put into the store 'archive'", failed.GetProperty("steps")[0].GetProperty("attempts")[0].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extensions_of_the_workspace_are_used_and_the_catalog_follows_their_states()
    {
        using var workspace = new TestWorkspace("vault: team");
        const string vault = "using Hearth;\npublic sealed class TeamVault : IVault\n{\n    public Task<string?> GetAsync(string name, VaultContext context) => Task.FromResult<string?>(name.ToLowerInvariant());\n}\n";
        const string report = "using Hearth;\npublic sealed class CountReport : IReport\n{\n    public string FileExtension => \"txt\";\n    public string MediaType => \"text/plain\";\n    public async Task WriteAsync(RunReport run, Stream output, ReportContext context) => await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes($\"{run.Steps.Count} steps\"));\n}\n";
        workspace.Write("tasks/TeamVault.cs", vault);
        workspace.Write("tasks/CountReport.cs", report);
        workspace.Write("workflows/own.yaml", "reports: count\nsteps:\n  one: { task: act, with: { name: \"${{ vault.TOKEN }}\" } }\n");

        var run = await workspace.JsonAsync("run", "own");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal("token", Assert.Single(workspace.Ran).Name);
        Assert.Equal("1 steps", await File.ReadAllTextAsync(Path.Combine(run.GetProperty("directory").GetString()!, "reports", "count.txt")));
        Assert.Equal("compiled", await StateAsync(workspace, "team"));

        workspace.Write("tasks/TeamVault.cs", vault.Replace("sealed", "saeled", StringComparison.Ordinal));
        Assert.Equal("compile-failed", await StateAsync(workspace, "team"));
        workspace.Write("tasks/TeamVault.cs", vault.Replace("TeamVault", "OtherVault", StringComparison.Ordinal));
        Assert.Equal("removed", await StateAsync(workspace, "team"));
        File.Delete(workspace.PathOf("tasks/TeamVault.cs"));
        Assert.Equal("orphaned", await StateAsync(workspace, "team"));
        workspace.Write("tasks/TeamVault.cs", vault);
        workspace.Write("tasks/JsonReport.cs", report.Replace("CountReport", "JsonReport", StringComparison.Ordinal));
        Assert.Equal("compiled", await StateAsync(workspace, "team"));

        // One of our own with the name of a built-in one: both are refused, and both places named.
        Assert.Equal(["validation-failed", "validation-failed"], await StatesAsync(workspace, "json"));
        var problems = (await workspace.JsonAsync("validate")).GetProperty("problems").EnumerateArray().Where(problem => problem.GetProperty("id").GetString() == "HEARTH2001").ToList();
        Assert.Equal(["tasks/JsonReport.cs", "built-in/Hearth.Extensions.dll"], problems.Select(problem => problem.GetProperty("file").GetString()));
        Assert.All(problems, problem => Assert.Contains("tasks/JsonReport.cs:2", problem.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private static async Task<string> StateAsync(TestWorkspace workspace, string name) => Assert.Single(await StatesAsync(workspace, name));

    private static async Task<List<string>> StatesAsync(TestWorkspace workspace, string name) =>
    [
        .. (await workspace.JsonAsync("catalog")).GetProperty("extensions").EnumerateArray()
            .Where(extension => extension.GetProperty("name").GetString() == name).Select(extension => extension.GetProperty("state").GetString()!),
    ];

    private static async Task<TestWorkspace> WithSecretAsync()
    {
        var workspace = new TestWorkspace(Settings);
        workspace.Write("key.txt", "pass phrase\n");
        workspace.Write("tasks/Leak.cs", LeakTask);
        using var command = new RunningCommand(workspace.Root, ["vault", "set", "TOKEN"], input: Secret + "\n");
        var result = await command.WaitAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
        return workspace;
    }
}
