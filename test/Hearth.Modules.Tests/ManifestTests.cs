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
    public async Task A_damaged_manifest_is_made_again(string damaged)
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        File.WriteAllText(ManifestPath(first), damaged);
        var second = await _workspace.CompileAsync();
        Assert.False(second.Reused);
        Assert.Equal(first.LoadKey, second.Code!.LoadKey);
        Assert.True((await _workspace.CompileAsync()).Reused);
    }

    [Fact]
    public async Task A_truncated_manifest_is_made_again()
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        var content = File.ReadAllBytes(ManifestPath(first));
        foreach (var length in new[] { 1, content.Length / 3, content.Length / 2, content.Length - 2 })
        {
            File.WriteAllBytes(ManifestPath(first), content[..length]);
            Assert.False((await _workspace.CompileAsync()).Reused);
            Assert.Equal(content, File.ReadAllBytes(ManifestPath(first)));
        }
    }

    [Fact]
    public async Task A_truncated_or_missing_assembly_is_made_again()
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        var content = File.ReadAllBytes(first.AssemblyPath);
        File.WriteAllBytes(first.AssemblyPath, content[..^1]);
        Assert.False((await _workspace.CompileAsync()).Reused);
        Assert.Equal(content, File.ReadAllBytes(first.AssemblyPath));
        File.Delete(first.AssemblyPath);
        Assert.False((await _workspace.CompileAsync()).Reused);
        Assert.Equal(content, File.ReadAllBytes(first.AssemblyPath));
    }

    [Fact]
    public async Task A_manifest_of_a_later_format_is_left_alone()
    {
        var first = await _workspace.CompileSuccessfullyAsync();
        const string Later = "{\"format\":99,\"something\":\"else\"}";
        File.WriteAllText(ManifestPath(first), Later);
        var second = await _workspace.CompileAsync();
        Assert.False(second.Reused);
        Assert.Equal(first.LoadKey, second.Code!.LoadKey);
        Assert.Equal(Later, File.ReadAllText(ManifestPath(first)));
    }

    [Fact]
    public async Task No_temporary_file_stays()
    {
        await _workspace.CompileSuccessfullyAsync();
        Assert.Equal([".dll", ".json"], Directory.GetFiles(_workspace.Output).Select(Path.GetExtension).Order());
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

    private string ManifestPath(CompiledCode code) => Path.Combine(_workspace.Output, $"{code.CompileKey}.json");
}
