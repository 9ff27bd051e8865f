using Hearth.Host.Definitions;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Tests;

public sealed class WorkflowLibraryTests : IDisposable
{
    private readonly Workspace _workspace = new(Directory.CreateTempSubdirectory("hearth-test-").FullName);

    [Fact]
    public void What_has_the_same_text_is_not_parsed_again()
    {
        Write("one", "steps: { a: { task: t } }");
        Write("two", "steps: { a: { task: t } }");
        var first = WorkflowLibrary.Read(_workspace);
        var (one, two) = (first.Require("one"), first.Require("two"));

        Write("two", "steps: { b: { task: t } }");
        var second = WorkflowLibrary.Read(_workspace, first);

        Assert.Same(one, second.Require("one"));
        Assert.NotSame(two, second.Require("two"));
        Assert.Equal("b", Assert.Single(second.Definitions["two"].Steps).Name);
        Assert.False(second.HasTextsOf(first));
        Assert.True(WorkflowLibrary.Read(_workspace, second).HasTextsOf(second));
    }

    [Fact]
    public void What_is_gone_or_new_is_seen()
    {
        Write("one", "steps: { a: { task: t } }");
        var first = WorkflowLibrary.Read(_workspace);
        File.Move(Path.Combine(_workspace.WorkflowsDirectory, "one.yaml"), Path.Combine(_workspace.WorkflowsDirectory, "other.yaml"));

        var second = WorkflowLibrary.Read(_workspace, first);

        Assert.Equal(["other"], second.Parsed.Select(parsed => parsed.Name));
        Assert.False(second.HasTextsOf(first));
    }

    public void Dispose() => Directory.Delete(_workspace.Root, recursive: true);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_workspace.WorkflowsDirectory);
        File.WriteAllText(Path.Combine(_workspace.WorkflowsDirectory, $"{name}.yaml"), text);
    }
}
