using Hearth.Modules.Discovery;

namespace Hearth.Modules.Tests;

/// <summary>All five kinds are found by one way, in sources and in assemblies.</summary>
public sealed class ExtensionDiscoveryTests : IDisposable
{
    private const string OfEachKind = """
        using Hearth;
        namespace Sample;
        public sealed record Settings(string Path, int Size = 3);
        public sealed class EchoTask : ITask<string, string> { public Task<string> RunAsync(string input, TaskContext context) => Task.FromResult(input); }
        /// <summary>A model.</summary>
        public sealed class ModelResource : IResource<Settings>
        {
            public Task LoadAsync(Settings configuration, ResourceContext context) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
        }
        public sealed class TeamVault : IVault, IConfigurable<Settings>
        {
            public void Configure(Settings configuration) { }
            public Task<string?> GetAsync(string name, VaultContext context) => Task.FromResult<string?>(null);
        }
        [Extension("memory")]
        public sealed class Kept : IStore
        {
            public Task PutAsync(string name, Stream content, StoreContext context) => Task.CompletedTask;
            public Task<Stream?> GetAsync(string name, StoreContext context) => Task.FromResult<Stream?>(null);
            public async IAsyncEnumerable<StoredBlob> ListAsync(string prefix, StoreContext context) { await Task.Yield(); yield break; }
            public Task<bool> DeleteAsync(string name, StoreContext context) => Task.FromResult(false);
        }
        public sealed class TextReport : IReport
        {
            public string FileExtension => "txt";
            public string MediaType => "text/plain";
            public Task WriteAsync(RunReport run, Stream output, ReportContext context) => Task.CompletedTask;
        }
        """;

    private const string Vault = "public Task<string?> GetAsync(string name, VaultContext context) => Task.FromResult<string?>(null);";
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("TeamVault", ExtensionKind.Vault, "team")]
    [InlineData("TeamVault", ExtensionKind.Task, "team-vault")]
    [InlineData("S3Store", ExtensionKind.Store, "s3")]
    [InlineData("Report", ExtensionKind.Report, "report")]
    [InlineData("GpuModelResource", ExtensionKind.Resource, "gpu-model")]
    public void A_class_name_loses_its_own_kind_only(string type, ExtensionKind kind, string name) => Assert.Equal(name, ExtensionNames.FromClass(type, kind));

    [Fact]
    public async Task Finds_all_kinds_with_what_they_take()
    {
        _workspace.Write("tasks/All.cs", OfEachKind);

        var code = await _workspace.CompileSuccessfullyAsync();

        Assert.Equal(
            [(ExtensionKind.Task, "echo", 4), (ExtensionKind.Resource, "model", 6), (ExtensionKind.Vault, "team", 11), (ExtensionKind.Store, "memory", 17), (ExtensionKind.Report, "text", 24)],
            code.Extensions.Select(extension => (extension.Kind, extension.Name, extension.Line)));
        Assert.Equal("A model.", code.Extensions[1].Description);
        Assert.Contains("\"path\"", code.Extensions[1].InputSchema);
        Assert.Contains("\"size\"", code.Extensions[2].InputSchema);
        Assert.Equal("""{"type":"object","properties":{},"additionalProperties":false}""", code.Extensions[3].InputSchema);
        Assert.Equal("true", code.Extensions[3].OutputSchema);
    }

    [Theory]
    [InlineData("HEARTH2002", "vault class 'X' is not public", "class X : IVault { VAULT }")]
    [InlineData("HEARTH2002", "vault class 'X' is abstract", "[Extension(\"x\")] public abstract class X : IVault { VAULT }")]
    [InlineData("HEARTH2003", "resource has one configuration", "public class X : IResource<int>, IResource<string> { public Task LoadAsync(int c, ResourceContext x) => Task.CompletedTask; public Task LoadAsync(string c, ResourceContext x) => Task.CompletedTask; public ValueTask DisposeAsync() => default; }")]
    [InlineData("HEARTH2003", "settings of one type", "public class X : IVault, IConfigurable<int>, IConfigurable<string> { VAULT public void Configure(int c) { } public void Configure(string c) { } }")]
    [InlineData("HEARTH2004", "'a b' cannot be the name of a vault", "[Extension(\"a b\")] public class X : IVault { VAULT }")]
    [InlineData("HEARTH2005", "configuration of the vault 'x'", "public class X : IVault, IConfigurable<Action> { VAULT public void Configure(Action c) { } }")]
    [InlineData("HEARTH2030", "a task and a vault", "public class X : IVault, ITask<int, int> { VAULT public Task<int> RunAsync(int i, TaskContext c) => Task.FromResult(i); }")]
    public async Task One_that_cannot_be_used_is_an_error(string id, string says, string source)
    {
        _workspace.Write("tasks/X.cs", "using Hearth;\n" + source.Replace("VAULT", Vault));

        var result = await _workspace.CompileAsync();

        Assert.False(result.Succeeded);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, "tasks/X.cs", 2), (diagnostic.Id, diagnostic.File, diagnostic.Line));
        Assert.Contains(says, diagnostic.Message);
    }

    [Fact]
    public async Task Extensions_of_different_kinds_may_share_a_name()
    {
        _workspace.Write("tasks/X.cs", $"using Hearth;\n[Extension(\"same\")] public class A : IVault {{ {Vault} }}\n[Extension(\"same\")] public class B : ITask<int, int> {{ public Task<int> RunAsync(int i, TaskContext c) => Task.FromResult(i); }}");

        Assert.Equal(["same", "same"], (await _workspace.CompileSuccessfullyAsync()).Extensions.Select(extension => extension.Name));
    }

    [Fact]
    public async Task Two_of_one_kind_and_name_are_refused_at_both_places()
    {
        _workspace.Write("tasks/A.cs", $"using Hearth;\npublic class TeamVault : IVault {{ {Vault} }}");
        _workspace.Write("tasks/B.cs", $"using Hearth;\n\n[Extension(\"TEAM\")] public class Other : IVault {{ {Vault} }}");

        var result = await _workspace.CompileAsync();

        Assert.False(result.Succeeded);
        Assert.Equal([("HEARTH2001", "tasks/A.cs", 2), ("HEARTH2001", "tasks/B.cs", 3)], result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.File, diagnostic.Line)));
        Assert.All(result.Diagnostics, diagnostic => Assert.Contains("TeamVault (tasks/A.cs:2), Other (tasks/B.cs:3)", diagnostic.Message));
    }

    [Fact]
    public async Task Finds_those_of_an_assembly_without_loading_it()
    {
        _workspace.Write("tasks/All.cs", OfEachKind);
        var code = await _workspace.CompileSuccessfullyAsync();
        var plugin = Plugin(code.Modules[0].AssemblyPath, "team/Team.dll");

        var found = PluginDiscovery.Find(_workspace.Root, [plugin], References, CancellationToken.None);

        Assert.Empty(found.Diagnostics);
        Assert.Equal(code.Extensions.Select(extension => extension with { File = "plugins/team/Team.dll", Line = 1, Description = null }),
            found.Extensions.Select(extension => extension with { Description = null }));
    }

    [Fact]
    public async Task A_plugin_and_the_project_with_one_name_are_both_refused()
    {
        _workspace.Write("tasks/All.cs", OfEachKind);
        var code = await _workspace.CompileSuccessfullyAsync();
        var plugins = PluginDiscovery.Find(_workspace.Root, [Plugin(code.Modules[0].AssemblyPath, "a/A.dll")], References, CancellationToken.None);

        var duplicates = ExtensionNames.Duplicates([.. code.Extensions, .. plugins.Extensions]).ToList();

        Assert.Equal(10, duplicates.Count);
        Assert.All(duplicates, duplicate => Assert.True(duplicate.Message.Contains("plugins/a/A.dll:1", StringComparison.Ordinal) && duplicate.Message.Contains("tasks/All.cs:", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_no_assembly_is_left_out_and_what_cannot_be_read_is_said()
    {
        var native = _workspace.Write("plugins/a/native.dll", "not an assembly");

        var found = PluginDiscovery.Find(_workspace.Root, [native, Path.Combine(_workspace.Root, "plugins", "a", "gone.dll")], References, CancellationToken.None);

        Assert.Empty(found.Extensions);
        Assert.Equal([("HEARTH2031", "plugins/a/gone.dll")], found.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.File)));
    }

    public void Dispose() => _workspace.Dispose();

    private static string[] References =>
        [Workspace.SdkPath, .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")];

    private string Plugin(string assembly, string name)
    {
        var path = _workspace.Write(Path.Combine("plugins", name), "");
        File.Copy(assembly, path, overwrite: true);
        return path;
    }
}
