using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hearth.Modules.Tests;

public sealed class PluginTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly TaskCompiler _compiler = new();

    [Fact]
    public async Task A_plugin_is_a_module_with_what_lies_beside_it()
    {
        var word = Compile("Word", "public static class Word { public static string Text => \"one\"; }");
        Compile("Team", Task("say", "Word.Text"), word);
        var first = await CompileAsync();
        var module = Assert.Single(first.Modules);
        Assert.Equal((ExtensionKind.Task, "say", "plugins/team/Team.dll", 1), Assert.Single(first.Extensions) is var found ? (found.Kind, found.Name, found.File, found.Line) : default);
        Assert.Equal(["Word.dll"], module.DependencyPaths.Select(Path.GetFileName));
        Assert.Empty(first.Compiled);
        Assert.Same(module, first.ModuleOf(first.Extensions[0]));

        // What it needs is part of what it does.
        Compile("Word", "public static class Word { public static string Text => \"two\"; }");
        var second = Assert.Single((await CompileAsync()).Modules);
        Assert.NotEqual(module.LoadKey, second.LoadKey);
        Assert.NotEqual(module.DependencyPaths[0], second.DependencyPaths[0]);
        Assert.True(File.Exists(module.DependencyPaths[0]));
    }

    [Fact]
    public async Task A_plugin_comes_and_goes()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        Assert.Equal(["hello"], (await CompileAsync()).Extensions.Select(extension => extension.Name));
        Compile("Team", Task("say", "\"x\""));
        Assert.Equal(["hello", "say"], (await CompileAsync()).Extensions.Select(extension => extension.Name));
        Directory.Delete(Path.Combine(_workspace.Root, "plugins"), recursive: true);
        Assert.Equal(["hello"], (await CompileAsync()).Extensions.Select(extension => extension.Name));
    }

    [Fact]
    public async Task What_was_found_is_kept_for_other_processes()
    {
        Compile("Team", Task("say", "\"x\""));
        var first = await CompileAsync();
        using var fresh = new TaskCompiler();
        var again = await fresh.CompileAsync(_workspace.Request, CancellationToken.None);
        Assert.True(again.Reused);
        Assert.Equal(first.Modules.Select(module => module.LoadKey), again.Modules.Select(module => module.LoadKey));
        Assert.Equal(first.Extensions.AsEnumerable(), again.Extensions);
    }

    [Fact]
    public async Task A_name_that_a_task_of_the_project_has_too_is_refused_at_both_places()
    {
        _workspace.Write("tasks/Hello.cs", Workspace.Minimal);
        Compile("Team", Task("hello", "\"x\""));
        var result = await CompileAsync();
        Assert.Empty(result.Modules);
        Assert.Equal([("HEARTH2001", "plugins/team/Team.dll"), ("HEARTH2001", "tasks/Hello.cs")], result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.File)));
        Assert.All(result.Diagnostics, diagnostic => Assert.Contains("plugins/team/Team.dll:1", diagnostic.Message));
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_a_native_library()
    {
        Compile("Team", Task("say", "\"x\""));
        _workspace.Write("plugins/team/native.dll", "MZ no assembly");
        Assert.Equal(["native.dll"], Assert.Single((await CompileAsync()).Modules).DependencyPaths.Select(Path.GetFileName));
    }

    public void Dispose()
    {
        _compiler.Dispose();
        _workspace.Dispose();
    }

    private static string Task(string name, string expression) =>
        $"[Hearth.Extension(\"{name}\")] public class Say : Hearth.ITask<string, string> {{ public System.Threading.Tasks.Task<string> RunAsync(string input, Hearth.TaskContext context) => System.Threading.Tasks.Task.FromResult({expression}); }}";

    private async Task<CompiledProgram> CompileAsync()
    {
        var program = await _compiler.CompileAsync(_workspace.Request, CancellationToken.None);
        await _compiler.SettleAsync(CancellationToken.None);
        return program;
    }

    private string Compile(string name, string source, params string[] references)
    {
        var path = _workspace.Write($"plugins/team/{name}.dll", "");
        var emitted = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)],
            FrameworkPaths.All.Append(Workspace.SdkPath).Concat(references).Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return path;
    }
}
