namespace Hearth.Modules.Tests;

/// <summary>A workspace in a temporary folder, deleted at the end of the test.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Minimal = """
        using Hearth;
        namespace Sample;

        public sealed record Greeting(string Name);

        public sealed class Hello : ITask<Greeting, string>
        {
            public Task<string> RunAsync(Greeting input, TaskContext context) => Task.FromResult("Hello, " + input.Name);
        }
        """;

    public Workspace() => Directory.CreateDirectory(Tasks);

    public string Root { get; } = Directory.CreateTempSubdirectory("hearth-modules-").FullName;

    public string Tasks => Path.Combine(Root, "tasks");

    public string Output => Path.Combine(Root, ".hearth", "modules");

    public CompileRequest Request => new(Tasks, Root, Output, SdkPath);

    public static string SdkPath => typeof(ITask<,>).Assembly.Location;

    public string Write(string name, string content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Compiles with a compiler that knows nothing yet, as after a restart of the host.</summary>
    public async Task<CompiledProgram> CompileAsync()
    {
        using var compiler = new TaskCompiler();
        return await compiler.CompileAsync(Request, CancellationToken.None);
    }

    public async Task<CompiledProgram> CompileSuccessfullyAsync()
    {
        var result = await CompileAsync();
        Assert.True(result.Succeeded, string.Join(Environment.NewLine, result.Diagnostics));
        return result;
    }

    /// <summary>The same for a workspace with one module.</summary>
    public async Task<CompiledModule> CompileOneAsync() => Assert.Single((await CompileSuccessfullyAsync()).Modules);

    /// <summary>Loads compiled code, which the compiler itself never does.</summary>
    public static Type Load(CompiledProgram program, string type)
    {
        var loader = new ProgramLoader(program);
        return program.Modules.Select(module => loader.Load(module).GetType(type)).First(found => found is not null)!;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
