using System.Diagnostics;
using System.Runtime.InteropServices;
using Hearth.Modules.Packages;

namespace Hearth.Modules.Tests;

/// <summary>Tests with a package need a source of packages or a filled cache. Set HEARTH_TESTS_OFFLINE=1 where there is neither: they then say so and do nothing.</summary>
public sealed class PackageTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const string Version = "13.0.3";
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_package_is_restored_compiled_against_and_listed()
    {
        if (IsOffline())
            return;
        Project($"<PackageReference Include=\"Newtonsoft.Json\" Version=\"{Version}\" />");
        _workspace.Write("tasks/A.cs", "public static class A { public static string M() => Newtonsoft.Json.JsonConvert.SerializeObject(new[] { 1, 2 }); }");
        var code = await _workspace.CompileSuccessfullyAsync();
        Assert.Equal("Newtonsoft.Json.dll", Path.GetFileName(Assert.Single(code.Modules[0].DependencyPaths)));
        Assert.True(File.Exists(code.Modules[0].DependencyPaths[0]));
        Assert.Equal("[1,2]", Workspace.Load(code, "A").GetMethod("M")!.Invoke(null, null));

        // Neither an edit of a source nor a touch of the project restores again; the file of the first restore would show it.
        var assets = Path.Combine(_workspace.Tasks, "obj", "project.assets.json");
        var started = Stopwatch.GetTimestamp();
        Assert.True((await _workspace.CompileAsync()).Reused);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
        File.SetLastWriteTimeUtc(Path.Combine(_workspace.Tasks, "Tasks.csproj"), DateTime.UtcNow);
        Assert.True((await _workspace.CompileAsync()).Reused);
        Assert.True(File.GetLastWriteTimeUtc(assets) >= File.GetLastWriteTimeUtc(Path.Combine(_workspace.Tasks, "Tasks.csproj")));
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_an_error_of_the_project_file()
    {
        if (IsOffline())
            return;
        _workspace.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"empty\" value=\"empty\" /></packageSources></configuration>");
        Directory.CreateDirectory(Path.Combine(_workspace.Root, "empty"));
        Project("<PackageReference Include=\"Hearth.No.Such.Package\" Version=\"1.0.0\" />");
        var diagnostic = Assert.Single((await _workspace.CompileAsync()).Diagnostics);
        Assert.Equal(("HEARTH2015", "tasks/Tasks.csproj"), (diagnostic.Id, diagnostic.File));
        Assert.Contains("NU1101", diagnostic.Message);
        Assert.Contains("Hearth.No.Such.Package", diagnostic.Message);
    }

    [Fact]
    public async Task A_restore_can_be_cancelled()
    {
        Project("<PackageReference Include=\"Hearth.No.Such.Package\" Version=\"1.0.0\" />");
        using var compiler = new TaskCompiler();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => compiler.CompileAsync(_workspace.Request, source.Token));
    }

    [Fact]
    public void Assets_of_this_system_are_chosen_and_native_ones_listed()
    {
        var assets = """
            {
              "version": 3,
              "targets": { "net10.0": {
                "A/1.0.0": { "type": "package", "compile": { "lib/net10.0/A.dll": {} }, "runtime": { "lib/net10.0/A.dll": {} },
                  "runtimeTargets": {
                    "runtimes/linux/lib/net10.0/A.dll": { "assetType": "runtime", "rid": "linux" },
                    "runtimes/linux-x64/native/liba.so": { "assetType": "native", "rid": "linux-x64" },
                    "runtimes/win-x64/native/a.dll": { "assetType": "native", "rid": "win-x64" } } },
                "B/1.0.0": { "type": "package", "compile": { "lib/net10.0/_._": {} } } } },
              "libraries": { "A/1.0.0": { "sha512": "abc", "path": "a/1.0.0" }, "B/1.0.0": { "sha512": "def", "path": "a/1.0.0" } },
              "packageFolders": { "packages": {} },
              "project": { "frameworks": { "net10.0": { "dependencies": { "A": { "version": "[1.0.0, )" } } } } }
            }
            """;
        var linux = Read("A", "1.0.0", "linux-x64");
        Assert.Equal(["lib/net10.0/A.dll"], linux!.SelectMany(package => package.Compile));
        Assert.Equal(["runtimes/linux/lib/net10.0/A.dll", "runtimes/linux-x64/native/liba.so"], linux!.SelectMany(package => package.Runtime));
        Assert.Equal(["A/1.0.0 abc", "B/1.0.0 def"], linux!.Select(package => package.Identity));
        Assert.Equal([Path.Combine("packages", "a", "1.0.0")], linux![0].Folders.AsEnumerable());
        Assert.Equal(["lib/net10.0/A.dll", "runtimes/win-x64/native/a.dll"], Read("A", "1.0.0", "win-x64")!.SelectMany(package => package.Runtime));
        Assert.Null(Read("A", "1.0.1", "linux-x64"));
        Assert.Null(Read("C", "1.0.0", "linux-x64"));
        Assert.Null(AssetsFile.Read("{"u8.ToArray(), [], []));

        IReadOnlyList<ListedPackage>? Read(string name, string version, string runtime) => AssetsFile.Read(
            System.Text.Encoding.UTF8.GetBytes(assets), [new Projects.PackageItem(name, version)], RuntimeIdentifiers.For(runtime, Architecture.X64));
    }

    public void Dispose() => _workspace.Dispose();

    private bool IsOffline()
    {
        var offline = Environment.GetEnvironmentVariable("HEARTH_TESTS_OFFLINE") == "1";
        if (offline)
            output.WriteLine("Skipped: HEARTH_TESTS_OFFLINE is 1.");
        return offline;
    }

    private void Project(string items) => _workspace.Write("tasks/Tasks.csproj",
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>");
}
