using Hearth.Coherence.Graph;
using Hearth.Host.Definitions;
using Hearth.Host.Runs;
using Hearth.Modules;

namespace Hearth.Host.Tests;

public sealed class ContractLayerTests : IAsyncLifetime, IDisposable
{
    private const string Source = """
        public sealed class NAME : Hearth.ITask<NAME.Input, int>
        {
            public sealed record Input(int Number);
            public System.Threading.Tasks.Task<int> RunAsync(Input input, Hearth.TaskContext context) => System.Threading.Tasks.Task.FromResult(input.Number);
        }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("hearth-test-").FullName;
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly TaskCompiler _compiler;
    private readonly ContractLayer _contracts;

    public ContractLayerTests()
    {
        _compiler = new TaskCompiler(_graph, TimeProvider.System);
        _contracts = new ContractLayer(_graph);
    }

    [Fact]
    public async Task Only_the_contract_that_an_edit_moves_is_read_again()
    {
        Write("One", Source);
        Write("Two", Source);
        var before = await CodeAsync();
        Write("One", Source.Replace("input.Number)", "2 * input.Number)"));
        var body = await CodeAsync();
        Assert.Equal(2, Rebuilds);
        Assert.Same(before.Contracts["one"], body.Contracts["one"]);
        Assert.NotEqual(before.Find("one")!.Key, body.Find("one")!.Key);

        Write("One", Source.Replace("int Number", "int Number, int More"));
        var surface = await CodeAsync();
        Assert.Equal(3, Rebuilds);
        Assert.NotNull(surface.Contracts["one"].Input.Property("more"));
        Assert.Same(before.Contracts["two"], surface.Contracts["two"]);

        // What was dropped is the same when it is read again.
        Assert.Equal(3, _graph.FindLayer("contracts")!.Clear());
        Assert.NotNull((await CodeAsync()).Contracts["one"].Input.Property("more"));
        Assert.Equal(5, Rebuilds);
    }

    [Fact]
    public async Task A_task_that_does_not_compile_has_a_contract_and_no_version()
    {
        Write("One", Source.Replace("input.Number)", "oops)"));
        Write("Two", Source);
        var code = await CodeAsync();
        Assert.Equal(["one", "two"], code.Contracts.Keys.Order());
        Assert.Null(code.Find("one"));
        Assert.Single(code.ErrorsOf("one"));
        Assert.NotNull(code.Find("two"));
        Assert.Empty(code.ErrorsOf("two"));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // What was put off writes into the folder.
    public Task DisposeAsync() => _compiler.SettleAsync(CancellationToken.None);

    public void Dispose()
    {
        _compiler.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private long Rebuilds => _graph.FindLayer("contracts")!.Statistics.Rebuilds;

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_root, "tasks"));
        File.WriteAllText(Path.Combine(_root, "tasks", $"{name}.cs"), text.Replace("NAME", name));
    }

    private async Task<TaskCode> CodeAsync()
    {
        var program = await _compiler.CompileAsync(new CompileRequest(Path.Combine(_root, "tasks"), _root, Path.Combine(_root, "modules"), typeof(ITask<,>).Assembly.Location), CancellationToken.None);
        return await _contracts.CodeOfAsync(program, CancellationToken.None);
    }
}
