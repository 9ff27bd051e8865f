using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>What is damaged is named, mended where that is safe, and nothing else is lost.</summary>
public sealed class DoctorTests
{
    private static readonly DateTime Old = DateTime.UtcNow.AddDays(-8);

    [Fact]
    public async Task A_workspace_that_works_is_healthy()
    {
        using var workspace = await UsedAsync();

        await HealthyAsync(workspace);
        using var host = await workspace.ServeAsync();
        Assert.Equal(host.ProcessId, (await HealthyAsync(workspace)).GetProperty("host").GetInt32());
        await workspace.StopAsync(host);
    }

    [Theory]
    [InlineData(".dll", "HEARTH4303")]
    [InlineData(".surface", "HEARTH4303")]
    [InlineData(".module.json", "HEARTH4303")]
    [InlineData(".program.json", "HEARTH4303")]
    [InlineData(".tmp", "HEARTH4303")]
    [InlineData("content", "HEARTH4306")]
    [InlineData("host.json", "HEARTH4305")]
    [InlineData("orphan", "HEARTH4302")]
    [InlineData("unused", "HEARTH4304")]
    public async Task Damage_is_named_and_repaired(string damage, string id)
    {
        using var workspace = await UsedAsync();
        await DamageAsync(workspace, damage);

        var found = await workspace.RunAsync("doctor", "--json");
        // Looking compiles, and so makes new what was damaged and is needed.
        if (damage[0] == '.')
            await DamageAsync(workspace, damage);
        var repaired = await workspace.RunAsync("doctor", "--repair", "--json");

        Assert.Equal(1, found.ExitCode);
        Assert.Equal([id], Ids(found.Json));
        Assert.Equal([id], Ids(repaired.Json));
        Assert.True(repaired.ExitCode == 0 && repaired.Json.GetProperty("findings").EnumerateArray().All(finding => finding.TryGetProperty("repaired", out _)), repaired.ToString());
        await HealthyAsync(workspace);
        Assert.Equal("succeeded", (await workspace.JsonAsync("run", "one")).GetProperty("status").GetString());
        Assert.Equal(2, (await workspace.JsonAsync("runs")).GetProperty("runs").GetArrayLength());
        await HealthyAsync(workspace);
    }

    [Fact]
    public async Task An_extension_that_does_not_compile_is_named_until_it_is_mended()
    {
        using var workspace = await UsedAsync();
        var source = await File.ReadAllTextAsync(workspace.PathOf("tasks/Act.cs"));
        workspace.Write("tasks/Act.cs", source.Replace("return new Output", "return old Output", StringComparison.Ordinal));

        var found = await workspace.RunAsync("doctor", "--repair", "--json");

        Assert.Equal(1, found.ExitCode);
        var finding = Assert.Single(found.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal(("HEARTH4301", "task act"), (finding.GetProperty("id").GetString(), finding.GetProperty("subject").GetString()));
        workspace.Write("tasks/Act.cs", source);
        await HealthyAsync(workspace);
    }

    [Theory]
    [InlineData(false, "HEARTH4002")]
    [InlineData(true, "HEARTH4001")]
    public async Task A_database_that_cannot_be_used_is_named_and_left_alone(bool newer, string id)
    {
        using var workspace = await UsedAsync();
        var database = workspace.PathOf(".hearth/hearth.db");
        var content = await File.ReadAllBytesAsync(database);
        if (newer)
            content[63] = 99;
        else
            Array.Fill(content, (byte)7, 4096, content.Length - 4096);
        await File.WriteAllBytesAsync(database, content);

        var found = await workspace.RunAsync("doctor", "--repair", "--json");

        Assert.Equal(1, found.ExitCode);
        Assert.Contains(id, Ids(found.Json));
        Assert.Equal(content, await File.ReadAllBytesAsync(database));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_named()
    {
        using var workspace = await UsedAsync();
        await using var stuck = new FileStream(workspace.PathOf(".hearth/host.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var found = await workspace.RunAsync("doctor", "--json");

        Assert.Equal(1, found.ExitCode);
        Assert.Equal(["HEARTH4103"], Ids(found.Json));
    }

    [Fact]
    public async Task Code_that_a_run_keeps_is_never_removed()
    {
        using var workspace = await UsedAsync();
        workspace.Write("workflows/kept.yaml", "code: pinned\nsteps:\n  one: { task: act, with: { name: one, gate: go } }\n  two: { needs: one, task: act, with: { name: two } }\n");
        using (var running = workspace.Start("run", "kept"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 2, "the step executes");
            running.Kill();
            await running.WaitAsync();
        }

        await EditAsync(workspace);
        Age(workspace);

        Assert.Contains("HEARTH4304", Ids((await workspace.RunAsync("doctor", "--repair", "--json")).Json));
        workspace.Write("go", "");
        Assert.Equal("succeeded", (await workspace.JsonAsync("resume", "latest")).GetProperty("status").GetString());
    }

    private static async Task DamageAsync(TestWorkspace workspace, string damage)
    {
        switch (damage)
        {
            case ".tmp":
                workspace.Write(".hearth/modules/half.dll.x.tmp", "half");
                break;
            case "content":
                workspace.Write(".hearth/objects/new/half", "half");
                break;
            case "host.json":
                using (var host = await workspace.ServeAsync())
                {
                    host.Kill();
                    await host.WaitAsync();
                }

                break;
            case "orphan":
                workspace.Write("tasks/Gone.cs", "using Hearth;\npublic sealed class Gone : ITask<string, string> { public Task<string> RunAsync(string input, TaskContext context) => Task.FromResult(input); }\n");
                await workspace.RunAsync("catalog");
                File.Delete(workspace.PathOf("tasks/Gone.cs"));
                await workspace.RunAsync("catalog");
                break;
            case "unused":
                await EditAsync(workspace);
                Age(workspace);
                break;
            default:
                await File.WriteAllTextAsync(Directory.GetFiles(workspace.PathOf(".hearth/modules"), $"*{damage}")[0], "{ damaged");
                break;
        }
    }

    private static async Task EditAsync(TestWorkspace workspace)
    {
        workspace.Write("tasks/Act.cs", (await File.ReadAllTextAsync(workspace.PathOf("tasks/Act.cs"))).Replace("\"log\"", "\"blog\"", StringComparison.Ordinal));
        await workspace.RunAsync("validate");
    }

    private static void Age(TestWorkspace workspace)
    {
        foreach (var file in Directory.GetFiles(workspace.PathOf(".hearth/modules")))
            File.SetLastWriteTimeUtc(file, Old);
    }

    private static async Task<TestWorkspace> UsedAsync()
    {
        var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one } }\n");
        Assert.Equal(0, (await workspace.RunAsync("run", "one")).ExitCode);
        return workspace;
    }

    private static async Task<JsonElement> HealthyAsync(TestWorkspace workspace)
    {
        var result = await workspace.RunAsync("doctor", "--json");
        Assert.True(result.ExitCode == 0 && result.Json.GetProperty("healthy").GetBoolean() && Ids(result.Json).Count == 0, result.ToString());
        return result.Json;
    }

    private static List<string> Ids(JsonElement view) => [.. view.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!)];
}
