using Hearth.Coherence.Graph;
using Hearth.Host.Definitions;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Tests;

public sealed class WorkflowLibraryTests : IDisposable
{
    private readonly Workspace _workspace = new(Directory.CreateTempSubdirectory("hearth-test-").FullName);
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly DefinitionLayers _layers;

    public WorkflowLibraryTests() => _layers = new DefinitionLayers(_workspace, _graph);

    [Fact]
    public async Task What_has_the_same_text_is_not_parsed_again()
    {
        Write("one", "steps: { a: { task: t } }");
        Write("two", "steps: { a: { task: t } }");
        var first = await ReadAsync();
        var (one, two) = (first.Require("one"), first.Require("two"));

        Write("two", "steps: { b: { task: t } }");
        var second = await ReadAsync();

        Assert.Same(one, second.Require("one"));
        Assert.NotSame(two, second.Require("two"));
        Assert.Equal("b", Assert.Single(second.Definitions["two"].Steps).Name);
        Write("two", "steps: { b: { task: t } }");
        Assert.Same(second, await ReadAsync());
    }

    [Fact]
    public async Task What_is_gone_or_new_is_seen()
    {
        Assert.Empty((await ReadAsync()).Parsed);
        Write("one", "steps: { a: { task: t } }");
        Assert.Equal(["one"], (await ReadAsync()).Parsed.Select(parsed => parsed.Name));
        File.Move(Path.Combine(_workspace.WorkflowsDirectory, "one.yaml"), Path.Combine(_workspace.WorkflowsDirectory, "other.yaml"));

        Assert.Equal(["other"], (await ReadAsync()).Parsed.Select(parsed => parsed.Name));
    }

    [Fact]
    public async Task A_link_to_nothing_is_an_error_until_it_leads_somewhere()
    {
        Directory.CreateDirectory(_workspace.WorkflowsDirectory);
        var target = Path.Combine(_workspace.Root, "elsewhere.yaml");
        File.CreateSymbolicLink(Path.Combine(_workspace.WorkflowsDirectory, "one.yaml"), target);
        await Assert.ThrowsAsync<FileNotFoundException>(ReadAsync);

        File.WriteAllText(target, "steps: { a: { task: t } }");

        Assert.Equal(["one"], (await ReadAsync()).Parsed.Select(parsed => parsed.Name));
    }

    public void Dispose() => Directory.Delete(_workspace.Root, recursive: true);

    private async Task<WorkflowLibrary> ReadAsync()
    {
        _graph.Revalidate();
        return await _layers.LibraryAsync(CancellationToken.None);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_workspace.WorkflowsDirectory);
        File.WriteAllText(Path.Combine(_workspace.WorkflowsDirectory, $"{name}.yaml"), text);
    }
}
