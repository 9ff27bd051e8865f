using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Hearth.Coherence.Graph;
using Hearth.Modules.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace Hearth.Modules.Tests.Graph;

/// <summary>
/// Random edits, and two witnesses after each: the whole program as one ordinary assembly must say the same (nothing is stale), and a compiler that starts from
/// nothing must come to the same modules, of which exactly those that it never saw before may have been compiled (nothing is needless).
/// HEARTH_EDIT_SCRIPTS sets how many scripts are run, HEARTH_SEED where they begin.
/// </summary>
public sealed class RandomEditTests(ITestOutputHelper output)
{
    private const int EditsEach = 3;
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new(StringComparer.Ordinal);
    private static readonly MetadataReference[] Framework = [.. FrameworkPaths.All.Select(path => MetadataReference.CreateFromFile(path))];

    [Fact]
    public async Task Nothing_is_stale_and_nothing_needless()
    {
        var scripts = int.Parse(Environment.GetEnvironmentVariable("HEARTH_EDIT_SCRIPTS") ?? "100", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("HEARTH_SEED") ?? "1", CultureInfo.InvariantCulture);
        var edits = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        long compiled = 0, all = 0;
        await Parallel.ForEachAsync(Enumerable.Range(seed, scripts), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (script, _) =>
        {
            var (work, size) = await RunAsync(script, edits);
            Interlocked.Add(ref compiled, work);
            Interlocked.Add(ref all, size);
        });
        output.WriteLine($"{scripts} scripts, {edits.Values.Sum()} edits: {string.Join(", ", edits.OrderBy(edit => edit.Key, StringComparer.Ordinal).Select(edit => $"{edit.Key} {edit.Value}"))}; {compiled} modules compiled of {all}");
    }

    private static async Task<(long Compiled, long All)> RunAsync(int seed, ConcurrentDictionary<string, int> edits)
    {
        var program = new RandomProgram(seed);
        program.Begin(10 + (seed * 7 % 51));
        using var workspace = new Workspace();
        using var compiler = Compiler();
        using var witness = new Workspace();
        long compiled = 0, all = 0;
        var edit = "first";
        for (var step = 0; step <= EditsEach; step++)
        {
            if (step > 0)
            {
                edit = program.Edit();
                edits.AddOrUpdate(edit, 1, (_, count) => count + 1);
            }

            Write(workspace, program);
            var result = await compiler.CompileAsync(workspace.Request, CancellationToken.None);
            await compiler.SettleAsync(CancellationToken.None);
            var where = $"seed {seed}, step {step}, {edit}";
            await SameAsFromNothingAsync(workspace, result, witness, nothing: step == EditsEach, where);
            SameAsOneAssembly(program, result, where);
            compiled += result.Compiled.Length;
            all += result.Modules.Length;
        }

        return (compiled, all);
    }

    /// <summary>One that shares its view of the framework with all others: to make it costs more than all else here.</summary>
    private static TaskCompiler Compiler() =>
        new(new CoherenceGraph(TimeProvider.System), TimeProvider.System, path => References.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path)));

    private static void Write(Workspace workspace, RandomProgram program)
    {
        var files = program.Files();
        foreach (var path in Directory.GetFiles(workspace.Tasks, "*.cs"))
            if (!files.ContainsKey(Path.GetFileName(path)))
                File.Delete(path);
        foreach (var (name, text) in files)
            if (Path.Combine(workspace.Tasks, name) is var path && (!File.Exists(path) || File.ReadAllText(path) != text))
                File.WriteAllText(path, text);
        workspace.Write("tasks/Tasks.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><ImplicitUsings>enable</ImplicitUsings><DefineConstants>{program.Settings}</DefineConstants></PropertyGroup></Project>");
    }

    /// <param name="workspace">The files.</param>
    /// <param name="result">What the compiler made of them that followed the edits.</param>
    /// <param name="witness">Keeps what was compiled after earlier edits, so that what is compiled is what was never seen; all else is worked out anew.</param>
    /// <param name="nothing">Whether even that is forgotten.</param>
    /// <param name="where">For people.</param>
    private static async Task SameAsFromNothingAsync(Workspace workspace, CompiledProgram result, Workspace witness, bool nothing, string where)
    {
        using var fresh = Compiler();
        using var empty = new Workspace();
        // The record of the whole program would answer without asking anything.
        foreach (var path in Directory.Exists(witness.Output) ? Directory.GetFiles(witness.Output, "*.program.json") : [])
            File.Delete(path);
        var expected = await fresh.CompileAsync(workspace.Request with { OutputDirectory = nothing ? empty.Output : witness.Output }, CancellationToken.None);
        Assert.True(Loads(expected).SequenceEqual(Loads(result)), $"{where}: other code than from nothing:\n{string.Join("\n", Loads(expected).Except(Loads(result)).Concat(Loads(result).Except(Loads(expected))))}");
        Assert.True(Errors(expected).SequenceEqual(Errors(result)), $"{where}: other errors than from nothing:\n{string.Join("\n", Errors(expected))}\nbut\n{string.Join("\n", Errors(result))}");
        Assert.True(Texts(expected).SequenceEqual(Texts(result)), $"{where}: other extensions than from nothing");
        if (!nothing)
            Assert.True(Work(expected).SequenceEqual(Work(result)), $"{where}: these had to be compiled: {string.Join(" ", Work(expected))}; these were: {string.Join(" ", Work(result))}");

        // What is broken is worked on by each compiler once; nothing is kept of it.
        static IEnumerable<string> Work(CompiledProgram program) => program.Compiled.Select(files => string.Join('+', files))
            .Except(program.Broken.Select(module => string.Join('+', module.Files)), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        static IEnumerable<string> Loads(CompiledProgram program) => program.Modules.Select(module => $"{string.Join('+', module.Files)} {module.LoadKey}").Order(StringComparer.Ordinal);
        static IEnumerable<string> Errors(CompiledProgram program) => program.Diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal);
        static IEnumerable<string> Texts(CompiledProgram program) => program.Extensions.Select(extension => extension.ToString());
    }

    private static void SameAsOneAssembly(RandomProgram program, CompiledProgram result, string where)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: program.Settings.Length > 0 ? [program.Settings] : []);
        var usings = string.Concat(TaskProject.ImplicitUsings.Select(name => $"global using global::{name};\n"));
        using var image = new MemoryStream();
        var emitted = CSharpCompilation.Create("whole", program.Files().Values.Append(usings).Select(text => CSharpSyntaxTree.ParseText(text, parse)), Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)).Emit(image);
        Assert.True(emitted.Success == result.Succeeded, $"{where}: as a whole {(emitted.Success ? "it compiles" : string.Join("\n", emitted.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)))}; in modules {string.Join("\n", result.Diagnostics)}");
        if (!emitted.Success)
            return;
        image.Position = 0;
        var context = new AssemblyLoadContext("whole", isCollectible: true);
        var whole = context.LoadFromStream(image);
        var loader = new ProgramLoader(result);
        var modules = result.Modules.SelectMany(module => loader.Load(module).GetTypes()).Where(type => type.Namespace?.StartsWith("Sample", StringComparison.Ordinal) == true)
            .GroupBy(type => type.FullName!).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var name in program.TypeNames)
            Assert.True(Run(whole.GetType(name)!) == Run(modules[name]), $"{where}: {name} says {Run(modules[name])}, as a whole {Run(whole.GetType(name)!)}");
        context.Unload();
        loader.Unload();
    }

    private static string Run(Type type) => (string)type.GetMethod("Run", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [2])!
        + string.Concat(type.GetCustomAttributesData().Where(data => data.AttributeType.Name.StartsWith("Tag", StringComparison.Ordinal)).Select(data => data.AttributeType.Name + data.ConstructorArguments[0].Value).Order(StringComparer.Ordinal));
}
