using System.Diagnostics;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>A new workspace runs as it is, and an IDE opens it without errors.</summary>
public sealed class InitTests : IDisposable
{
    private readonly string _root = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"hearth-test-{Guid.NewGuid():N}")).FullName;

    [Fact]
    public async Task A_new_workspace_runs_validates_and_builds()
    {
        var init = await RunAsync("init", "first", "--json");
        Assert.True(init.ExitCode == 0, init.ToString());
        Assert.Equal(Path.Combine(_root, "first"), init.Json.GetProperty("workspace").GetString());

        var run = await RunAsync("run", "words", "-C", "first/texts", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(90, run.Json.GetProperty("outputs").GetProperty("words").GetInt32());
        Assert.True(File.Exists(run.Json.GetProperty("outputs").GetProperty("report").GetString()));
        Assert.True((await RunAsync("validate", "-C", "first", "--json")).Json.GetProperty("valid").GetBoolean());

        // What an IDE does: build the class library, with the Sdk that the command put there and no package source.
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "-warnaserror", "--nologo", "--source", _root, "first/tasks"])
        {
            WorkingDirectory = _root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, output);

        // What the build left must not disturb.
        Assert.Equal(0, (await RunAsync("run", "words", "-C", "first")).ExitCode);
    }

    [Fact]
    public async Task Nothing_that_is_there_is_overwritten()
    {
        Directory.CreateDirectory(Path.Combine(_root, "texts"));
        await File.WriteAllTextAsync(Path.Combine(_root, "texts", "hearth.md"), "mine");

        Assert.Equal(0, (await RunAsync("init")).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_root, "texts", "hearth.md")));
        var again = await RunAsync("init");

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("HEARTH4102", again.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var command = new RunningCommand(_root, arguments);
        return await command.WaitAsync();
    }
}
