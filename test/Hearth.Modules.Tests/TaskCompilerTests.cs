namespace Hearth.Modules.Tests;

public sealed class TaskCompilerTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Compiles_a_folder_without_a_project_file()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        var result = await _workspace.CompileAsync();
        Assert.Empty(result.Diagnostics);
        Assert.False(result.Reused);
        var task = Assert.Single(result.Extensions);
        Assert.Equal(("hello", "Sample.Hello", "tasks/Hello.cs", 6), (task.Name, task.TypeName, task.File, task.Line));
        var module = Assert.Single(result.Modules);
        Assert.True(File.Exists(module.AssemblyPath));
        Assert.Empty(module.DependencyPaths);
    }

    [Fact]
    public async Task An_empty_folder_has_no_tasks()
    {
        var code = await _workspace.CompileSuccessfullyAsync();
        Assert.Empty(code.Extensions);
    }

    [Fact]
    public async Task A_missing_folder_is_an_error()
    {
        Directory.Delete(_workspace.Tasks);
        var result = await _workspace.CompileAsync();
        Assert.False(result.Succeeded);
        Assert.Equal("HEARTH2016", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public async Task A_fresh_compiler_reuses_what_another_compiled()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal + "\n#warning look here\n");
        var first = await _workspace.CompileAsync();
        var second = await _workspace.CompileAsync();
        Assert.False(first.Reused);
        Assert.True(second.Reused);
        Assert.Equal(first.Extensions.AsEnumerable(), second.Extensions);
        Assert.Equal(first.Key, second.Key);
        Assert.Equal(first.Modules.Select(module => (module.LoadKey, module.AssemblyPath, module.SymbolsPath)), second.Modules.Select(module => (module.LoadKey, module.AssemblyPath, module.SymbolsPath)));
        Assert.Equal("CS1030", Assert.Single(first.Diagnostics).Id);
        Assert.Equal(first.Diagnostics.AsEnumerable(), second.Diagnostics);
    }

    [Theory]
    [InlineData("// a comment\n", "")]
    [InlineData("\n\n\n", "")]
    [InlineData("/// <summary>Says who.</summary>\n", "")]
    public async Task What_only_people_see_moves_the_compile_key_and_not_the_load_key(string before, string after)
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        var first = await _workspace.CompileOneAsync();
        var bytes = File.ReadAllBytes(first.AssemblyPath);
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal.Replace("public sealed record", before + "public sealed record") + after);
        var second = await _workspace.CompileOneAsync();
        Assert.NotEqual(first.SymbolsPath, second.SymbolsPath);
        Assert.Equal(first.LoadKey, second.LoadKey);
        Assert.Equal(bytes, File.ReadAllBytes(first.AssemblyPath));
    }

    [Fact]
    public async Task The_name_of_a_local_does_not_move_the_load_key()
    {
        const string Body = "public static class Sum { public static int Of(int[] all) { var total = 0; foreach (var one in all) total += one; return total; } }";
        _workspace.Write("tasks/Sum.cs", Body);
        var first = await _workspace.CompileOneAsync();
        _workspace.Write("tasks/Sum.cs", Body.Replace("total", "sum"));
        var second = await _workspace.CompileOneAsync();
        Assert.Equal(first.LoadKey, second.LoadKey);
    }

    [Fact]
    public async Task A_changed_body_moves_both_keys()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        var first = await _workspace.CompileOneAsync();
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal.Replace("Hello, ", "Goodbye, "));
        var second = await _workspace.CompileOneAsync();
        Assert.NotEqual(first.SymbolsPath, second.SymbolsPath);
        Assert.NotEqual(first.LoadKey, second.LoadKey);
        Assert.NotEqual(first.AssemblyPath, second.AssemblyPath);
        Assert.True(File.Exists(first.AssemblyPath));
    }

    [Fact]
    public async Task The_same_sources_in_another_place_have_the_same_keys()
    {
        using var other = new Workspace();
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        other.Write("tasks/Hello.cs", Workspace.Minimal);
        var here = await _workspace.CompileSuccessfullyAsync();
        var there = await other.CompileSuccessfullyAsync();
        Assert.Equal(here.Key, there.Key);
        Assert.Equal(Assert.Single(here.Modules).LoadKey, Assert.Single(there.Modules).LoadKey);
    }

    [Fact]
    public async Task Errors_have_their_place()
    {
        _workspace.Write("tasks/A.cs", "public class A\n{\n    int x = \"text\";\n    void M() { Missing(); }\n}\n");
        _workspace.Write("tasks/B.cs", "public class B { void M() { int unused; } }\n");
        var result = await _workspace.CompileAsync();
        Assert.False(result.Succeeded);
        Assert.Equal(
            [("CS0029", "tasks/A.cs", 3, 13), ("CS0103", "tasks/A.cs", 4, 16)],
            result.Diagnostics.Where(diagnostic => diagnostic.Severity == SourceSeverity.Error).Select(diagnostic => (diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column)));
        Assert.Equal("tasks/A.cs", Assert.Single(Assert.Single(result.Broken).Files));
        Assert.Equal("tasks/B.cs", Assert.Single(Assert.Single(result.Modules).Files));
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic is { Id: "CS0168", Severity: SourceSeverity.Warning, File: "tasks/B.cs" });
        Assert.Equal("tasks/A.cs(3,13): error CS0029: Cannot implicitly convert type 'string' to 'int'", result.Diagnostics[0].ToString());
    }

    [Fact]
    public async Task A_mended_file_compiles_again_with_the_same_compiler()
    {
        using var compiler = new TaskCompiler();
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal + "}");
        Assert.False((await compiler.CompileAsync(_workspace.Request, CancellationToken.None)).Succeeded);
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        Assert.True((await compiler.CompileAsync(_workspace.Request, CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Folders_of_builds_and_hidden_ones_are_left_out()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        foreach (var name in new[] { "bin/A.cs", "obj/Debug/B.cs", ".hidden/C.cs", ".#Hello.cs" })
            _workspace.Write("tasks/" + name, "this is no C#");
        await _workspace.CompileSuccessfullyAsync();
    }

    [Fact]
    public async Task Two_compilers_at_once_give_the_same_code()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(_workspace.CompileAsync)));
        Assert.All(results, result => Assert.True(result.Succeeded));
        Assert.Single(results.Select(result => result.Modules.Single().AssemblyPath).Distinct());
        Assert.Equal(5, Directory.GetFiles(_workspace.Output).Length);
        Assert.True((await _workspace.CompileAsync()).Reused);
    }

    [Fact]
    public async Task Cancellation_ends_the_compilation()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        using var compiler = new TaskCompiler();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => compiler.CompileAsync(_workspace.Request, new CancellationToken(canceled: true)));
        Assert.False(Directory.Exists(_workspace.Output));
    }

    [Fact]
    public async Task The_generators_of_the_framework_run()
    {
        _workspace.Write("tasks/Words.cs", """
            using System.Text.RegularExpressions;
            public static partial class Words
            {
                [GeneratedRegex("^[a-z]+$")]
                private static partial Regex Pattern();
                public static bool IsWord(string text) => Pattern().IsMatch(text);
            }
            """);
        var type = Workspace.Load(await _workspace.CompileSuccessfullyAsync(), "Words");
        Assert.Equal(true, type.GetMethod("IsWord")!.Invoke(null, ["word"]));
    }

    public void Dispose() => _workspace.Dispose();
}
