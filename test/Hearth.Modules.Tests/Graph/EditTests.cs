namespace Hearth.Modules.Tests.Graph;

/// <summary>Which modules an edit compiles, exactly: no more and no less.</summary>
public sealed class EditTests : IAsyncLifetime, IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly TaskCompiler _compiler = new();
    private CompiledProgram _before = null!;

    public async Task InitializeAsync()
    {
        Write("Helper", "namespace Sample; internal static class Helper { internal const int Size = 4; internal static string Shout(string text, int times = 2) => text + times; internal static int Count() { return 1; } }");
        Write("Level", "namespace Sample; public enum Level { Low, High }");
        Write("TagAttribute", "namespace Sample; [System.AttributeUsage(System.AttributeTargets.All)] public sealed class TagAttribute(string text) : System.Attribute { public string Text => text; }");
        Write("Extensions", "namespace Sample; public static class Extensions { public static string Describe(this object value) => \"object\"; }");
        Write("Calls", "namespace Sample; public static class Calls { public static string Run() => Helper.Shout(\"a\"); }");
        Write("Folds", "namespace Sample; public static class Folds { public static int Run() => Helper.Size; }");
        Write("Names", "namespace Sample; public static class Names { public static string Run() => nameof(Helper.Count); }");
        Write("Levels", "namespace Sample; public static class Levels { public static string Run() => ((int)Level.High).ToString(); }");
        Write("Tagged", "namespace Sample; [Tag(nameof(Level.Low))] public static class Tagged { public static string Run() => \"\"; }");
        Write("Describes", "namespace Sample; public static class Describes { public static string Run() => \"text\".Describe(); }");
        Write("Alone", "namespace Sample; public static class Alone { public static string Run() { var total = 1; return total.ToString(); } }");
        _before = await CompileAsync();
    }

    [Fact]
    public async Task Every_file_is_a_module_of_its_own() =>
        Assert.All((await CompileAsync()).Modules, module => Assert.Single(module.Files));

    [Fact]
    public async Task A_body_compiles_its_module_and_rebinds_its_users()
    {
        Edit("Helper", "text + times", "text + text + times");
        var after = await CompiledAsync("Helper");
        Assert.NotEqual(KeyOf(_before, "Calls"), KeyOf(after, "Calls"));
        Assert.Equal(KeyOf(_before, "Alone"), KeyOf(after, "Alone"));
        Assert.Equal("aa2", Run(after, "Calls"));
    }

    [Theory]
    [InlineData("internal static class", "// said\ninternal static class")]
    [InlineData(" { internal const", "\n{\n    internal const")]
    [InlineData("return 1;", "/* one */ return 1;")]
    public async Task A_comment_or_layout_moves_no_load_key(string old, string now)
    {
        Edit("Helper", old, now);
        var after = await CompiledAsync("Helper");
        Assert.Equal(Keys(_before), Keys(after));
    }

    [Fact]
    public async Task The_name_of_a_local_moves_no_load_key()
    {
        Edit("Alone", "total", "sum");
        var after = await CompiledAsync("Alone");
        Assert.Equal(KeyOf(_before, "Alone"), KeyOf(after, "Alone"));
    }

    [Fact]
    public async Task A_constant_compiles_those_that_have_it_in_their_code()
    {
        Edit("Helper", "Size = 4", "Size = 5");
        Assert.Equal(5, Run(await CompiledAsync("Helper", "Calls", "Folds", "Names"), "Folds"));
    }

    [Fact]
    public async Task A_default_value_compiles_those_that_call_without_it()
    {
        Edit("Helper", "times = 2", "times = 3");
        Assert.Equal("a3", Run(await CompiledAsync("Helper", "Calls", "Folds", "Names"), "Calls"));
    }

    [Fact]
    public async Task An_enum_value_compiles_those_that_name_it()
    {
        Edit("Level", "Low, High", "Low, Middle, High");
        Assert.Equal("2", Run(await CompiledAsync("Level", "Levels", "Tagged"), "Levels"));
    }

    [Fact]
    public async Task A_member_that_only_nameof_mentions_is_missed_when_it_goes()
    {
        Edit("Helper", "Count()", "Counted()");
        var after = await CompileAsync();
        Assert.Equal(["CS0117"], after.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal("tasks/Names.cs", Assert.Single(after.Broken).Files[0]);
        Edit("Helper", "Counted()", "Count()");
        Assert.Empty((await CompileAsync()).Compiled);
    }

    [Fact]
    public async Task A_better_extension_method_elsewhere_is_taken()
    {
        Write("More", "namespace Sample; public static class More { public static string Describe(this string value) => \"string\"; }");
        var after = await CompiledAsync("More", "Describes");
        Assert.Equal("string", Run(after, "Describes"));
        Edit("More", "this string", "this int");
        // What was compiled before there was a better one is what is wanted again.
        Assert.Equal("object", Run(await CompiledAsync("More"), "Describes"));
        File.Delete(Path("More"));
        Assert.Empty((await CompileAsync()).Compiled);
    }

    [Fact]
    public async Task An_extension_that_nobody_can_take_compiles_nothing_else()
    {
        Write("More", "namespace Elsewhere; public static class More { public static string Describe(this string value) => \"string\"; }");
        Assert.Equal("object", Run(await CompiledAsync("More"), "Describes"));
    }

    [Fact]
    public async Task A_nearer_declaration_captures_a_name()
    {
        Write("Inner", "namespace Sample.Inner; public static class Inside { public static string Run() => Helper.Shout(\"b\"); }");
        Assert.Equal("b2", Run(await CompiledAsync("Inner"), "Inside"));
        Write("Nearer", "namespace Sample.Inner; internal static class Helper { internal static string Shout(string text) => \"near\"; }");
        Assert.Equal("near", Run(await CompiledAsync("Nearer", "Inner"), "Inside"));
        File.Delete(Path("Nearer"));
        Assert.Equal("b2", Run(await CompiledAsync(), "Inside"));
    }

    [Fact]
    public async Task A_new_type_of_an_unrelated_name_compiles_nothing_else()
    {
        Write("Total", "namespace Sample; public sealed class total { }");
        await CompiledAsync("Total");
    }

    [Fact]
    public async Task A_cycle_makes_one_module_and_its_end_two()
    {
        Edit("Helper", "return 1;", "return Folds.Run();");
        var joined = await CompiledAsync("Helper+Folds", "Calls", "Names");
        Assert.Contains(joined.Modules, module => module.Files.Length == 2);
        Edit("Helper", "return Folds.Run();", "return 1;");
        Assert.All((await CompileAsync()).Modules, module => Assert.Single(module.Files));
    }

    [Fact]
    public async Task A_cycle_by_nothing_but_constants_is_one_too()
    {
        Write("Folds", "namespace Sample; public static class Folds { public const int Own = 9; public static int Run() => Helper.Size; }");
        await CompiledAsync("Folds");
        Edit("Helper", "return 1;", "return Folds.Own;");
        await CompiledAsync("Helper+Folds", "Calls", "Names");
    }

    [Fact]
    public async Task A_type_that_moves_to_another_file_takes_its_users_along()
    {
        Edit("Level", "public enum Level { Low, High }", "");
        Edit("Alone", "namespace Sample;", "namespace Sample; public enum Level { Low, High }");
        await CompiledAsync("Level", "Alone", "Levels", "Tagged");
    }

    [Fact]
    public async Task Parts_of_a_type_are_one_module()
    {
        Write("One", "namespace Sample; public static partial class Both { public static string Run() => Part(); }");
        Write("Two", "namespace Sample; public static partial class Both { private static string Part() => Helper.Shout(\"p\"); }");
        Assert.Equal("p2", Run(await CompiledAsync("One+Two"), "Both"));
    }

    [Fact]
    public async Task Two_types_of_one_name_are_an_error_at_the_second()
    {
        Write("Other", "namespace Sample; public enum Level { Up }");
        var after = await CompileAsync();
        Assert.Contains(after.Diagnostics, diagnostic => diagnostic.Id == "CS0101");
    }

    [Fact]
    public async Task A_renamed_file_is_a_module_of_another_name()
    {
        File.Move(Path("Alone"), Path("Lonely"));
        await CompiledAsync("Lonely");
        File.Move(Path("Helper"), Path("Aid"));
        await CompiledAsync("Aid", "Calls", "Folds", "Names");
    }

    [Fact]
    public async Task A_global_using_acts_on_all()
    {
        Write("Usings", "global using Words = System.Collections.Generic.List<string>;");
        Assert.Equal(_before.Modules.Length + 1, (await CompileAsync()).Compiled.Length);
        Edit("Alone", "var total = 1;", "var total = new Words().Count;");
        Assert.Equal("0", Run(await CompiledAsync("Alone"), "Alone"));
    }

    [Fact]
    public async Task A_global_alias_of_a_type_of_the_program_makes_no_cycle()
    {
        Write("Usings", "global using Aid = Sample.Helper;\nglobal using static Sample.Calls;");
        Edit("Alone", "total.ToString()", "Aid.Shout(\"x\") + total + Run(1)");
        Edit("Calls", "public static string Run()", "public static string Run(int number) => \"n\"; public static string Run()");
        var after = await CompileAsync();
        Assert.All(after.Modules, module => Assert.Single(module.Files));
        Assert.True(after.Succeeded || after.Diagnostics.All(diagnostic => diagnostic.File == "tasks/Alone.cs"), string.Join("\n", after.Diagnostics));
    }

    [Fact]
    public async Task A_namespace_that_goes_is_missed_by_who_opens_it()
    {
        Write("Space", "namespace Sample.Space; public static class Nothing { }");
        Edit("Alone", "namespace Sample;", "using Sample.Space; namespace Sample;");
        await CompiledAsync("Space", "Alone");
        File.Delete(Path("Space"));
        Assert.Equal(["CS0234"], (await CompileAsync()).Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task A_broken_module_holds_up_its_users_only()
    {
        Edit("Helper", "return 1;", "return oops;");
        var broken = await CompileAsync();
        Assert.Equal(["Calls", "Folds", "Helper", "Names"], broken.Broken.Select(module => Name(module.Files[0])).Order());
        Assert.Equal(["CS0103"], broken.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal("1", Run(broken, "Alone"));
        Edit("Helper", "return oops;", "return 2;");
        await CompiledAsync("Helper");
    }

    [Fact]
    public async Task Going_back_compiles_nothing()
    {
        Edit("Helper", "Size = 4", "Size = 5");
        await CompileAsync();
        Edit("Helper", "Size = 5", "Size = 4");
        var back = await CompiledAsync();
        Assert.Equal(Keys(_before), Keys(back));
    }

    [Fact]
    public async Task A_new_compiler_compiles_what_changed_and_nothing_else()
    {
        Edit("Helper", "text + times", "times + text");
        using var fresh = new TaskCompiler();
        var after = await fresh.CompileAsync(_workspace.Request, CancellationToken.None);
        Assert.Equal(["tasks/Helper.cs"], Assert.Single(after.Compiled).AsEnumerable());
        Assert.Equal("2a", Run(after, "Calls"));
    }

    [Fact]
    public async Task A_setting_of_the_project_compiles_all()
    {
        _workspace.Write("tasks/Tasks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><DefineConstants>MORE</DefineConstants></PropertyGroup></Project>");
        Assert.Equal(_before.Modules.Length, (await CompileAsync()).Compiled.Length);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _compiler.Dispose();
        _workspace.Dispose();
    }

    private string Path(string name) => System.IO.Path.Combine(_workspace.Tasks, name + ".cs");

    private void Write(string name, string content) => _workspace.Write($"tasks/{name}.cs", content);

    private void Edit(string name, string old, string now)
    {
        var text = File.ReadAllText(Path(name));
        Assert.Contains(old, text);
        File.WriteAllText(Path(name), text.Replace(old, now));
    }

    private Task<CompiledProgram> CompileAsync() => _compiler.CompileAsync(_workspace.Request, CancellationToken.None);

    /// <summary>Compiles, and checks that exactly these modules were; <c>A+B</c> is one of two files.</summary>
    private async Task<CompiledProgram> CompiledAsync(params string[] expected)
    {
        var program = await CompileAsync();
        Assert.True(program.Succeeded, string.Join("\n", program.Diagnostics));
        Assert.Equal(expected.Select(Sorted).Order(), program.Compiled.Select(files => Sorted(string.Join('+', files.Select(Name)))).Order());
        return program;

        static string Sorted(string names) => string.Join('+', names.Split('+').Order(StringComparer.Ordinal));
    }

    private static string Name(string file) => System.IO.Path.GetFileNameWithoutExtension(file);

    private static IEnumerable<string> Keys(CompiledProgram program) => program.Modules.Select(module => $"{module.Name} {module.LoadKey}").Order(StringComparer.Ordinal);

    private static Coherence.Fingerprint KeyOf(CompiledProgram program, string name) => program.Modules.Single(module => module.Files.Contains($"tasks/{name}.cs")).LoadKey;

    private static object? Run(CompiledProgram program, string type)
    {
        var found = program.Modules.Select(module => new ProgramLoader(program).Load(module)).SelectMany(assembly => assembly.GetTypes()).Single(candidate => candidate.Name == type && candidate.GetMethod("Run", []) is not null);
        return found.GetMethod("Run", [])!.Invoke(null, null);
    }
}
