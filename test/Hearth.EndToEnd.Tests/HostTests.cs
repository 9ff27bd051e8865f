using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>One host a workspace; whoever comes second uses it.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_host_that_stays_up_serves_other_commands_with_its_warm_workers()
    {
        using var workspace = new TestWorkspace("workers: 1");
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one } }\n");
        using var host = workspace.Start("serve");
        await host.SaysAsync("Serving");

        var first = await workspace.JsonAsync("run", "one");
        var second = await workspace.JsonAsync("run", "one");

        Assert.Equal("succeeded", first.GetProperty("status").GetString());
        Assert.Equal("succeeded", second.GetProperty("status").GetString());
        Assert.Single(workspace.Ran.Select(ran => ran.Process).Distinct());
        Assert.Equal(2, (await workspace.RunAsync("serve")).ExitCode);
        Assert.Equal(0, (await workspace.RunAsync("validate")).ExitCode);
        Assert.Equal(0, (await workspace.RunAsync("serve", "--stop")).ExitCode);
        Assert.Equal(0, (await host.WaitAsync()).ExitCode);
        Assert.False(Processes.IsAlive(workspace.Ran[0].Process));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), $"*-{workspace.Ran[0].Process}-*"));
        Assert.Equal(0, (await workspace.RunAsync("run", "one")).ExitCode);
    }

    [Fact]
    public async Task A_run_of_a_killed_client_goes_on_in_the_host()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one, gate: go } }\n");
        using var host = workspace.Start("serve");
        await host.SaysAsync("Serving");
        using (var client = workspace.Start("run", "one"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");
            client.Kill();
            await client.WaitAsync();
        }

        Assert.Equal("running", (await workspace.JsonAsync("show", "latest")).GetProperty("status").GetString());
        workspace.Write("go", "");
        while ((await workspace.JsonAsync("show", "latest")).GetProperty("status").GetString() == "running")
            await Task.Delay(20);
        Assert.Equal("succeeded", (await workspace.JsonAsync("show", "latest")).GetProperty("status").GetString());
        host.Signal("TERM");
        Assert.Equal(0, (await host.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_of_a_client_interrupts_its_run_and_not_the_host()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one, gate: go } }\n  two: { needs: one, task: act }\n");
        using var host = workspace.Start("serve");
        await host.SaysAsync("Serving");
        using var client = workspace.Start("run", "one", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");

        client.Signal("INT");
        await client.SaysAsync("may finish");
        workspace.Write("go", "");
        var result = await client.WaitAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("interrupted", result.Json.GetProperty("status").GetString());
        Assert.Equal(0, (await workspace.RunAsync("resume", "latest")).ExitCode);
        Assert.Equal(2, workspace.Ran.Count);
        await workspace.RunAsync("serve", "--stop");
        await host.WaitAsync();
    }

    [Fact]
    public async Task A_new_host_does_not_take_an_old_ones_run_for_its_own()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one, gate: go } }\n");
        using (var killed = workspace.Start("run", "one"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");
            killed.Kill();
            await killed.WaitAsync();
        }

        using var host = workspace.Start("serve");
        await host.SaysAsync("Serving");

        Assert.Equal("interrupted", (await workspace.JsonAsync("runs")).GetProperty("runs")[0].GetProperty("status").GetString());
        Assert.Equal("interrupted", (await workspace.JsonAsync("show", "latest")).GetProperty("status").GetString());
        workspace.Write("go", "");
        Assert.Equal("succeeded", (await workspace.JsonAsync("resume", "latest")).GetProperty("status").GetString());
        await workspace.RunAsync("serve", "--stop");
        await host.WaitAsync();
    }

    [Fact]
    public async Task Several_commands_at_once_share_the_first_ones_host()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, map: [1, 2, 3], with: { name: one, delay: 100 } }\n");

        var commands = Enumerable.Range(0, 4).Select(_ => workspace.Start("run", "one", "--json")).ToList();
        var results = await Task.WhenAll(commands.Select(command => command.WaitAsync()));
        commands.ForEach(command => command.Dispose());

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
        Assert.Equal(4, results.Select(result => result.Json.GetProperty("run").GetString()).Distinct().Count());
        Assert.Equal(12, workspace.Ran.Count);
        Assert.Equal(4, (await workspace.JsonAsync("runs")).GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task The_host_answers_only_to_its_token_and_survives_nonsense()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one } }\n");
        using var host = workspace.Start("serve");
        await host.SaysAsync("Serving");
        var file = workspace.PathOf(".hearth/host.json");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var socket = JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("socket").GetString()!;

        Assert.Contains("HEARTH4104", await TalkAsync(socket, """{"command":"run","workflow":"one"}""" + "\n"), StringComparison.Ordinal);
        Assert.Contains("HEARTH4104", await TalkAsync(socket, """{"command":"shutdown","token":"guess"}""" + "\n"), StringComparison.Ordinal);
        Assert.Equal("", await TalkAsync(socket, "GET / HTTP/1.1\r\n\r\n"));
        Assert.Equal("", await TalkAsync(socket, "[[[[[[\n"));
        Assert.Equal("", await TalkAsync(socket, "7\n"));

        Assert.Empty(workspace.Ran);
        Assert.Equal(0, (await workspace.RunAsync("run", "one")).ExitCode);
        await workspace.RunAsync("serve", "--stop");
        await host.WaitAsync();
    }

    private static async Task<string> TalkAsync(string path, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
