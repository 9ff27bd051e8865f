using Hearth.Host.Hosting;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hearth-test-").FullName;

    [Theory]
    [InlineData("")]
    [InlineData("# nothing set\n")]
    public void A_settings_file_may_be_empty(string text)
    {
        var (settings, problems) = WorkspaceSettings.Parse(text);

        Assert.Empty(problems);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Grace);
        Assert.True(settings.Workers >= 2);
    }

    [Fact]
    public void Settings_are_read()
    {
        var (settings, problems) = WorkspaceSettings.Parse("workers: 7\ngrace: 250ms\ndrain: 1m\nheartbeat-timeout: 20s\nlog-limit: 1MiB\nenvironment: { A: b, N: 1 }\nresults: { size: 2kB }\n");

        Assert.Empty(problems);
        Assert.Equal((7, TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20), 1024L * 1024),
            (settings.Workers, settings.Grace, settings.Drain, settings.HeartbeatTimeout, settings.LogLimit));
        Assert.Equal(2000, settings.ResultsSize);
        Assert.Equal(["A=b", "N=1"], settings.WorkerEnvironment.Select(variable => $"{variable.Key}={variable.Value}").Order());
    }

    [Theory]
    [InlineData("workrs: 2", "HEARTH1007", "workers")]
    [InlineData("results: { siz: 1GB }", "HEARTH1007", "size")]
    [InlineData("results: { size: much }", "HEARTH1008", null)]
    [InlineData("workers: 0", "HEARTH1013", null)]
    [InlineData("workers: many", "HEARTH1008", null)]
    [InlineData("grace: soon", "HEARTH1008", null)]
    [InlineData("- a list", "HEARTH1008", null)]
    public void Problems_of_settings_have_a_place_and_a_hint(string text, string id, string? suggestion)
    {
        var problem = Assert.Single(WorkspaceSettings.Parse(text).Problems);

        Assert.Equal((id, "hearth.yaml", 1, suggestion), (problem.Id, problem.File, problem.Line, problem.Suggestion));
    }

    [Fact]
    public void A_workspace_is_found_from_any_folder_in_it()
    {
        File.WriteAllText(Path.Combine(_root, "hearth.yaml"), "");
        var inner = Directory.CreateDirectory(Path.Combine(_root, "a", "b")).FullName;

        Assert.Equal(_root, Workspace.Find(inner).Root);
    }

    [Fact]
    public void There_is_one_host_and_its_lock_goes_with_it()
    {
        var workspace = new Workspace(_root);
        Assert.False(HostLock.IsHeld(workspace));
        using (var first = HostLock.TryTake(workspace))
        {
            Assert.NotNull(first);
            Assert.Null(HostLock.TryTake(workspace));
            Assert.True(HostLock.IsHeld(workspace));
        }

        Assert.False(HostLock.IsHeld(workspace));
        using var next = HostLock.TryTake(workspace);
        Assert.NotNull(next);
    }

    [Fact]
    public void The_Sdk_in_a_workspace_follows_the_command()
    {
        var workspace = new Workspace(_root);
        SdkFiles.Ensure(workspace);
        var copy = Path.Combine(workspace.SdkDirectory, "Hearth.Sdk.dll");
        File.WriteAllText(copy, "an older one");

        SdkFiles.Ensure(workspace);

        Assert.Equal(File.ReadAllBytes(SdkFiles.Shipped), File.ReadAllBytes(copy));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
