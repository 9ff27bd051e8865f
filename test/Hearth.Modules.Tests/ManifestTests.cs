using System.Diagnostics;
using System.Text.Json;
using Hearth.Modules.Frameworks;

namespace Hearth.Modules.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public ManifestTests() => _workspace.Write("tasks/Hello.cs", Workspace.Minimal);

    public static TheoryData<string> Damages => new("", "{", "null", "[]", "{\"format\":1}", "{\"format\":\"x\"}", "{\"format\":1,\"loadKey\":null,\"image\":7}");

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_record_of_a_program_is_made_again_from_its_modules(string damaged)
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        var path = ProgramPath(first);
        var content = File.ReadAllBytes(path);
        File.WriteAllText(path, damaged);
        var second = await _workspace.CompileSuccessfullyAsync();
        Assert.Empty(second.Compiled);
        Assert.Equal(first.Modules[0].LoadKey, second.Modules[0].LoadKey);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_record_of_a_module_is_made_again(string damaged)
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        var content = File.ReadAllBytes(ModulePath());
        File.WriteAllText(ModulePath(), damaged);
        File.Delete(ProgramPath(first));
        var second = await _workspace.CompileSuccessfullyAsync();
        Assert.Single(second.Compiled);
        Assert.Equal(content, File.ReadAllBytes(ModulePath()));
    }

    [Fact]
    public async Task A_truncated_record_is_made_again()
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        foreach (var path in new[] { ModulePath(), ProgramPath(first) })
        {
            var content = File.ReadAllBytes(path);
            foreach (var length in new[] { 1, content.Length / 3, content.Length / 2, content.Length - 2 })
            {
                File.WriteAllBytes(path, content[..length]);
                File.Delete(path == ModulePath() ? ProgramPath(first) : ModulePath());
                Assert.False((await _workspace.CompileSuccessfullyAsync()).Reused);
                Assert.Equal(content, File.ReadAllBytes(path));
            }
        }
    }

    [Fact]
    public async Task A_truncated_or_missing_assembly_is_made_again()
    {
        var first = (await _workspace.CompileSuccessfullyAsync()).Modules.Single();
        var content = File.ReadAllBytes(first.AssemblyPath);
        File.WriteAllBytes(first.AssemblyPath, content[..^1]);
        Assert.False((await _workspace.CompileAsync()).Reused);
        Assert.Equal(content, File.ReadAllBytes(first.AssemblyPath));
        File.Delete(first.AssemblyPath);
        Assert.False((await _workspace.CompileAsync()).Reused);
        Assert.Equal(content, File.ReadAllBytes(first.AssemblyPath));
    }

    [Fact]
    public async Task Records_of_a_later_format_are_left_alone()
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        const string Later = "{\"format\":99,\"something\":\"else\"}";
        File.WriteAllText(ProgramPath(first), Later);
        File.WriteAllText(ModulePath(), Later);
        var second = await _workspace.CompileAsync();
        Assert.False(second.Reused);
        Assert.Equal(first.Modules[0].LoadKey, Assert.Single(second.Modules).LoadKey);
        Assert.Equal(Later, File.ReadAllText(ProgramPath(first)));
        Assert.Equal(Later, File.ReadAllText(ModulePath()));
    }

    [Fact]
    public async Task No_temporary_file_stays()
    {
        await _workspace.CompileSuccessfullyAsync();
        Assert.Equal([".dll", ".json", ".json", ".pdb", ".surface"], Directory.GetFiles(_workspace.Output).Select(Path.GetExtension).Order());
    }

    [Fact]
    public async Task Reuse_does_not_load_the_compiler()
    {
        _workspace.Write("tasks/Tasks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><LangVersion>13</LangVersion><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        await _workspace.CompileSuccessfullyAsync();
        var start = new ProcessStartInfo(DotnetInstallation.Current().CommandPath)
        {
            ArgumentList = { typeof(ManifestTests).Assembly.Location, _workspace.Tasks, _workspace.Root, _workspace.Output, Workspace.SdkPath },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        using var report = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        Assert.True(report.RootElement.GetProperty("Reused").GetBoolean());
        Assert.DoesNotContain(report.RootElement.GetProperty("Assemblies").EnumerateArray(), name => name.GetString()!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    public void Dispose() => _workspace.Dispose();

    private string ProgramPath(CompiledProgram program) => Path.Combine(_workspace.Output, $"{program.Key}.program.json");

    private string ModulePath() => Directory.GetFiles(_workspace.Output, "*.module.json") is [var only] ? only : Path.Combine(_workspace.Output, "none.module.json");
}
