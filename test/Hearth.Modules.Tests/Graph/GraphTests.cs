using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Modules.Packages;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Tests.Graph;

/// <summary>What the compiler keeps are layers of the graph: what each edit computes again, and what dropping values does.</summary>
public sealed class GraphTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Derived = ["frameworks", "projects", "sources", "snapshots", "packages", "plugins", "references", "generators", "modules", "surfaces", "descriptions", "program"];
    private readonly Workspace _workspace = new();
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly TaskCompiler _compiler;

    public GraphTests() => _compiler = new TaskCompiler(_graph, TimeProvider.System);

    public async Task InitializeAsync()
    {
        _workspace.Write("tasks/Helper.cs", "public static class Helper { public static int Size() { return 1; } }");
        _workspace.Write("tasks/User.cs", "public static class User { public static int Run() => Helper.Size(); }");
        _workspace.Write("tasks/Alone.cs", "public static class Alone { public static int Run() => 3; }");
        await CompileAsync();
    }

    [Fact]
    public void Each_family_has_its_row()
    {
        Assert.Equal(Derived.Append("globs").Order(StringComparer.Ordinal), _graph.Layers.Where(layer => layer is not InputLayer).Select(layer => layer.Name).Order(StringComparer.Ordinal));
        var rows = Derived.ToDictionary(name => name, name => Row(name));
        Assert.Equal((3, 3, 1, 1), (rows["sources"].Entries, rows["modules"].Entries, rows["program"].Entries, rows["frameworks"].Entries));
        Assert.Equal(Directory.GetFiles(_workspace.Tasks, "*.cs").Sum(file => new FileInfo(file).Length), rows["sources"].Bytes);
        Assert.Equal(Directory.GetFiles(_workspace.Output).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length), rows["modules"].Bytes);
        Assert.True(rows["references"].Bytes > 1_000_000, "The framework is large.");
    }

    [Fact]
    public async Task A_look_at_what_did_not_change_computes_nothing()
    {
        var before = Rebuilds();
        for (var look = 0; look < 3; look++)
            Assert.True((await CompileAsync()).Reused);
        Assert.Equal(before, Rebuilds());
        Assert.True(Row("program").Hits >= 3);
    }

    [Fact]
    public async Task The_body_of_one_helper_is_one_source_one_module_and_one_program()
    {
        var before = Rebuilds();
        Edit("Helper", "return 1;", "return 2;");
        await CompileAsync();
        Assert.Equal(["descriptions 1", "modules 1", "program 1", "snapshots 1", "sources 1"], Since(before));
        // What was put off until after the answer computes nothing again.
        await CompileAsync();
        Assert.Equal(["descriptions 1", "modules 1", "program 1", "snapshots 1", "sources 1"], Since(before));
    }

    [Fact]
    public async Task A_file_that_was_only_touched_computes_nothing()
    {
        var before = Rebuilds();
        File.SetLastWriteTimeUtc(PathOf("Helper"), DateTime.UtcNow.AddHours(1));
        Assert.True((await CompileAsync()).Reused);
        Assert.Empty(Since(before));
    }

    [Fact]
    public void A_hint_names_all_that_an_edit_makes_doubtful()
    {
        var names = _graph.Hint(PathOf("Helper"), "changed").Select(node => node.Name).ToList();
        Assert.Equal([$"files {PathOf("Helper")}", $"sources {PathOf("Helper")}", "snapshots tasks", "program tasks"], names.Take(4));
        // What names its values by content has nothing to doubt.
        Assert.DoesNotContain(names, name => name.StartsWith("modules ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_compile_is_kept_until_it_is_mended()
    {
        Edit("Helper", "return 1;", "return oops;");
        var first = await CompileAsync();
        var before = Rebuilds();
        var second = await CompileAsync();
        Assert.Empty(Since(before));
        Assert.Equal(["CS0103"], second.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(first.Diagnostics.AsEnumerable(), second.Diagnostics);

        Edit("Helper", "return oops;", "return 1;");
        Assert.True((await CompileAsync()).Succeeded);
    }

    [Theory]
    [InlineData("modules")]
    [InlineData("surfaces")]
    [InlineData("descriptions")]
    [InlineData("references")]
    [InlineData("sources")]
    [InlineData("snapshots")]
    [InlineData("program")]
    public async Task What_is_dropped_changes_no_answer(string layer)
    {
        Edit("Helper", "return 1;", "return 2;");
        var before = await CompileAsync();
        Assert.True(_graph.FindLayer(layer)!.Clear() > 0);
        Assert.Equal(Keys(before), Keys(await CompileAsync()));
        Edit("Helper", "return 2;", "return 3;");
        var after = await CompileAsync();
        Assert.Equal(["tasks/Helper.cs"], Assert.Single(after.Compiled).AsEnumerable());

        using var fresh = new TaskCompiler();
        Assert.Equal(Keys(after), Keys(await fresh.CompileAsync(_workspace.Request, CancellationToken.None)));
    }

    [Fact]
    public async Task Many_who_ask_at_once_compute_once()
    {
        using var workspace = new Workspace();
        foreach (var name in new[] { "A", "B", "C" })
            workspace.Write($"tasks/{name}.cs", $"public static class {name};");
        var graph = new CoherenceGraph(TimeProvider.System);
        await using var compiler = new TaskCompiler(graph, TimeProvider.System);

        var programs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => compiler.CompileAsync(workspace.Request, CancellationToken.None))));

        Assert.Single(programs.Select(program => program.Key).Distinct());
        Assert.Single(programs, program => !program.Reused);
        Assert.Equal((1, 3), (graph.FindLayer("program")!.Statistics.Rebuilds, graph.FindLayer("modules")!.Statistics.Rebuilds));
    }

    [Fact]
    public async Task Who_gives_up_leaves_nothing_behind()
    {
        using var workspace = new Workspace();
        workspace.Write("tasks/A.cs", "public static class A;");
        var graph = new CoherenceGraph(TimeProvider.System);
        await using var compiler = new TaskCompiler(graph, TimeProvider.System);
        for (var milliseconds = 1; milliseconds < 200; milliseconds *= 2)
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
            try
            {
                await compiler.CompileAsync(workspace.Request, source.Token);
            }
            catch (OperationCanceledException) when (source.IsCancellationRequested)
            {
                // Wherever that was.
            }
        }

        Assert.True((await compiler.CompileAsync(workspace.Request, CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Files_that_somebody_tidied_away_are_made_again_when_they_are_wanted_again()
    {
        var before = Directory.GetFiles(_workspace.Output);
        Edit("Helper", "return 1;", "return 2;");
        var kept = (await CompileAsync()).Modules.Select(module => module.AssemblyPath).ToHashSet();
        foreach (var file in before.Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && !kept.Contains(file)))
            File.Delete(file);
        Edit("Helper", "return 2;", "return 1;");

        Assert.All((await CompileAsync()).Modules, module => Assert.True(File.Exists(module.AssemblyPath)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_no_property_of_the_sources()
    {
        using var workspace = new Workspace();
        workspace.Write("tasks/A.cs", "public static class A;");
        var file = workspace.Write(".hearth/modules", "");
        await using var compiler = new TaskCompiler();
        await Assert.ThrowsAnyAsync<IOException>(() => compiler.CompileAsync(workspace.Request, CancellationToken.None));
        File.Delete(file);
        Assert.True((await compiler.CompileAsync(workspace.Request, CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task An_assembly_that_the_project_refers_to_may_come_later()
    {
        var library = (await CompileAsync()).Modules.Single(module => module.Files.Contains("tasks/Alone.cs")).AssemblyPath;
        _workspace.Write("tasks/Tasks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><Reference Include=\"Library\" HintPath=\"../lib/Library.dll\" /></ItemGroup></Project>");
        var missing = Assert.Single((await CompileAsync()).Diagnostics);
        Assert.Equal(("HEARTH2014", "tasks/Tasks.csproj", 1), (missing.Id, missing.File, missing.Line));
        Directory.CreateDirectory(Path.Combine(_workspace.Root, "lib"));
        File.Copy(library, Path.Combine(_workspace.Root, "lib", "Library.dll"));
        Assert.True((await CompileAsync()).Succeeded);
    }

    [Fact]
    public async Task Packages_that_are_gone_have_to_be_restored()
    {
        using var workspace = new Workspace();
        workspace.Write("tasks/Tasks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"A\" Version=\"1.0.0\" /></ItemGroup></Project>");
        var packages = Path.Combine(workspace.Root, "packages");
        var library = workspace.Write("packages/a/1.0.0/lib/A.dll", "");
        workspace.Write("tasks/obj/project.assets.json", $$"""
            { "targets": { "net10.0": { "A/1.0.0": { "type": "package", "compile": { "lib/A.dll": {} }, "runtime": { "lib/A.dll": {} } } } },
              "libraries": { "A/1.0.0": { "path": "a/1.0.0" } }, "packageFolders": { {{System.Text.Json.JsonSerializer.Serialize(packages)}}: {} },
              "project": { "frameworks": { "net10.0": { "dependencies": { "A": { "version": "[1.0.0, )" } } } } } }
            """);
        var graph = new CoherenceGraph(TimeProvider.System);
        var node = new PackageLayer(graph, new ProjectLayer(graph))[workspace.Request];

        Assert.Equal([library], (await node.ReadAsync()).Assets!.CompilePaths.AsEnumerable());
        File.Delete(library);
        graph.Revalidate();
        Assert.Null((await node.ReadAsync()).Assets);
        workspace.Write("packages/a/1.0.0/lib/A.dll", "");
        graph.Revalidate();
        Assert.NotNull((await node.ReadAsync()).Assets);
    }

    // What was put off writes into the folder.
    public Task DisposeAsync() => _compiler.SettleAsync(CancellationToken.None);

    public void Dispose()
    {
        _compiler.Dispose();
        _workspace.Dispose();
    }

    private string PathOf(string name) => Path.Combine(_workspace.Tasks, $"{name}.cs");

    private void Edit(string name, string old, string now)
    {
        var text = File.ReadAllText(PathOf(name));
        Assert.Contains(old, text);
        File.WriteAllText(PathOf(name), text.Replace(old, now));
    }

    private async Task<CompiledProgram> CompileAsync()
    {
        var program = await _compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        await _compiler.SettleAsync(CancellationToken.None);
        return program;
    }

    private LayerStatistics Row(string name) => _graph.FindLayer(name)!.Statistics;

    private Dictionary<string, long> Rebuilds() => Derived.ToDictionary(name => name, name => Row(name).Rebuilds);

    private IEnumerable<string> Since(Dictionary<string, long> before) =>
        Derived.Order(StringComparer.Ordinal).Where(name => Row(name).Rebuilds != before[name]).Select(name => $"{name} {Row(name).Rebuilds - before[name]}");

    private static IEnumerable<string> Keys(CompiledProgram program) => program.Modules.Select(module => $"{module.Name} {module.LoadKey}").Order(StringComparer.Ordinal);
}
