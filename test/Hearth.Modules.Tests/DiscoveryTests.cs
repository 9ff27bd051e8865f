using Hearth.Modules.Discovery;

namespace Hearth.Modules.Tests;

public sealed class DiscoveryTests : IDisposable
{
    private const string Body = "{ public Task<string> RunAsync(string input, TaskContext context) => Task.FromResult(input); }";
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("CloneRepositoryTask", "clone-repository")]
    [InlineData("CloneRepository", "clone-repository")]
    [InlineData("HTTPCheck", "http-check")]
    [InlineData("Task", "task")]
    [InlineData("Multitask", "multitask")]
    public void A_class_name_becomes_kebab_case(string type, string name) => Assert.Equal(name, ExtensionNames.FromClass(type, ExtensionKind.Task));

    [Theory]
    [InlineData("a", true)]
    [InlineData("A.b_c-9", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("größe", false)]
    public void A_name_is_ASCII_without_blanks(string name, bool valid) => Assert.Equal(valid, ExtensionNames.IsValid(name));

    [Fact]
    public async Task Finds_tasks_by_attribute_by_base_class_and_within_classes()
    {
        _workspace.Write("tasks/Many.cs", $$"""
            using Hearth;
            using System.ComponentModel;
            namespace Sample;
            /// <summary>Gives back
            /// what <see cref="string"/> it got.</summary>
            [Task("echo.1")] public class Echo : ITask<string, string> {{Body}}
            public abstract class Base : ITask<string, string> {{Body}}
            public sealed class DerivedTask : Base;
            public static class Outer { [Description("Nested.")] public sealed class InnerThing : ITask<string, string> {{Body}} }
            public interface INamed : ITask<string, string>;
            """);
        var code = await _workspace.CompileSuccessfullyAsync();
        Assert.Equal(
            [("derived", "Sample.DerivedTask", 8, null), ("echo.1", "Sample.Echo", 6, "Gives back what String it got."), ("inner-thing", "Sample.Outer+InnerThing", 9, "Nested.")],
            code.Extensions.Select(task => (task.Name, task.TypeName, task.Line, task.Description)));
        Assert.All(code.Extensions, task => Workspace.Load(code, task.TypeName));
    }

    [Fact]
    public async Task Two_tasks_of_one_name_are_an_error_at_both_places()
    {
        _workspace.Write("tasks/A.cs", $"using Hearth;\npublic class Same : ITask<string, string> {Body}");
        _workspace.Write("tasks/B.cs", $"using Hearth;\nnamespace Other;\n[Task(\"SAME\")]\npublic class Different : ITask<string, string> {Body}");
        var result = await _workspace.CompileAsync();
        Assert.False(result.Succeeded);
        Assert.Equal([("HEARTH2001", "tasks/A.cs", 2, 1), ("HEARTH2001", "tasks/B.cs", 4, 1)],
            result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column)));
        Assert.Contains("tasks/B.cs:4", result.Diagnostics[0].Message);
    }

    [Theory]
    [InlineData("HEARTH2002", "abstract", "[Task(\"x\")] public abstract class X : ITask<string, string> BODY")]
    [InlineData("HEARTH2002", "generic", "public class X<T> : ITask<string, string> BODY")]
    [InlineData("HEARTH2002", "not public", "class X : ITask<string, string> BODY")]
    [InlineData("HEARTH2002", "not public", "public class Y { private class X : ITask<string, string> BODY }")]
    [InlineData("HEARTH2002", "without parameters", "public class X(int n) : ITask<string, string> { public int N => n; public Task<string> RunAsync(string i, TaskContext c) => Task.FromResult(i); }")]
    [InlineData("HEARTH2002", "struct", "public struct X : ITask<string, string> BODY")]
    [InlineData("HEARTH2003", "2 times", "public class X : ITask<string, string>, ITask<int, int> { public Task<string> RunAsync(string i, TaskContext c) => Task.FromResult(i); public Task<int> RunAsync(int i, TaskContext c) => Task.FromResult(i); }")]
    [InlineData("HEARTH2004", "'a b'", "[Task(\"a b\")] public class X : ITask<string, string> BODY")]
    [InlineData("HEARTH2004", "'größe'", "public class Größe : ITask<string, string> BODY")]
    public async Task A_task_that_cannot_be_run_is_an_error(string id, string says, string source)
    {
        _workspace.Write("tasks/X.cs", "using Hearth;\n" + source.Replace("BODY", Body));
        var result = await _workspace.CompileAsync();
        Assert.False(result.Succeeded);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, "tasks/X.cs", 2), (diagnostic.Id, diagnostic.File, diagnostic.Line));
        Assert.Contains(says, diagnostic.Message);
    }

    [Theory]
    [InlineData("HEARTH2005", "public record In(Action Callback);")]
    [InlineData("HEARTH2005", "public record In(Type Kind);")]
    [InlineData("HEARTH2005", "public record In(System.IO.MemoryStream Data);")]
    [InlineData("HEARTH2005", "public record In(IntPtr Handle);")]
    [InlineData("HEARTH2005", "public record In((int A, int B) Pair);")]
    [InlineData("HEARTH2005", "public record In(int[,] Grid);")]
    [InlineData("HEARTH2005", "public record In(CancellationToken Token);")]
    [InlineData("HEARTH2005", "public record In(Task<int> Later);")]
    [InlineData("HEARTH2005", "public unsafe class In { public int* Pointer { get; set; } }")]
    [InlineData("HEARTH2005", "public record In(Dictionary<In, int> Map);")]
    [InlineData("HEARTH2005", "public record In(List<List<Func<int>>> Deep);")]
    [InlineData("HEARTH2006", "public interface In { int A { get; } }")]
    [InlineData("HEARTH2006", "public abstract record In(int A);")]
    [InlineData("HEARTH2006", "public class In { private In() { } }")]
    [InlineData("HEARTH2006", "public class In { public In(int a) { } public In(string b) { } }")]
    [InlineData("HEARTH2006", "public class In { public In(int a) { } public string A => \"\"; }")]
    [InlineData("HEARTH2006", "public record In(System.Collections.ObjectModel.ReadOnlyCollection<int> Items);")]
    [InlineData("HEARTH2007", "public class In { public int A { get; set; } [System.Text.Json.Serialization.JsonPropertyName(\"a\")] public int B { get; set; } }")]
    public async Task An_input_that_cannot_be_JSON_is_an_error_at_its_member(string id, string type)
    {
        _workspace.Write("tasks/Tasks.csproj",
            "<Project><PropertyGroup><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup></Project>");
        _workspace.Write("tasks/In.cs", type);
        _workspace.Write("tasks/X.cs", "using Hearth;\npublic class X : ITask<In, string> { public Task<string> RunAsync(In input, TaskContext context) => Task.FromResult(\"\"); }");
        var result = await _workspace.CompileAsync();
        Assert.False(result.Succeeded);
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Message.StartsWith("The input of the task 'x' ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_member_is_reported_where_it_is_declared()
    {
        _workspace.Write("tasks/In.cs", "namespace Deep;\npublic record In(\n    int Good,\n    Inner Inner);\npublic class Inner\n{\n    public Action? Callback { get; set; }\n}\n");
        _workspace.Write("tasks/X.cs", "using Hearth;\npublic class X : ITask<string, Deep.In> { public Task<Deep.In> RunAsync(string input, TaskContext context) => throw new NotSupportedException(); }");
        var diagnostic = Assert.Single((await _workspace.CompileAsync()).Diagnostics);
        Assert.Equal(("tasks/In.cs", 7, 20), (diagnostic.File, diagnostic.Line, diagnostic.Column));
        Assert.Equal("The output of the task 'x' cannot be JSON: it holds 'Action' in 'Inner.Callback', a delegate: code, not data.", diagnostic.Message);
    }

    public void Dispose() => _workspace.Dispose();
}
