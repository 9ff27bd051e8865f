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
    public async Task<CompileResult> CompileAsync()
    {
        using var compiler = new TaskCompiler();
        return await compiler.CompileAsync(Request, CancellationToken.None);
    }

    public async Task<CompiledCode> CompileSuccessfullyAsync()
    {
        var result = await CompileAsync();
        Assert.True(result.Code is not null, string.Join(Environment.NewLine, result.Diagnostics));
        return result.Code;
    }

    /// <summary>Loads compiled code, which the compiler itself never does.</summary>
    public static Type Load(CompiledCode code, string type)
    {
        var context = new System.Runtime.Loader.AssemblyLoadContext(null, isCollectible: true);
        context.Resolving += (loader, name) => code.DependencyPaths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name.Name) is { } path
            ? loader.LoadFromAssemblyPath(path)
            : null;
        return context.LoadFromAssemblyPath(code.AssemblyPath).GetType(type, throwOnError: true)!;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
