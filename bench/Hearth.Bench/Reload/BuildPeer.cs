namespace Hearth.Bench.Reload;

/// <summary>The same edit with the .NET command line: a console project that is built and started again, and a single file that is run.</summary>
internal sealed class BuildPeer : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"hearth-bench-{Guid.NewGuid():N}");
    private readonly int _bytes;
    private int _version;

    public BuildPeer(int bytes)
    {
        _bytes = bytes;
        Directory.CreateDirectory(Path.Combine(_root, "project"));
        Directory.CreateDirectory(Path.Combine(_root, "file"));
        File.WriteAllText(Path.Combine(_root, "project", "app.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <summary>Milliseconds of <c>dotnet build</c> and a start of what it made.</summary>
    public async Task<double> BuildAsync()
    {
        var folder = Path.Combine(_root, "project");
        var version = Save(Path.Combine(folder, "Program.cs"));
        var build = await Commands.TimeAsync(folder, "dotnet", "build", "--nologo", "-v", "quiet");
        var (run, output) = await Commands.RunAsync(folder, "dotnet", Path.Combine("bin", "Debug", "net10.0", "app.dll"));
        return Checked((build + run) * 1000, version, output);
    }

    /// <summary>Milliseconds of <c>dotnet run FILE</c>.</summary>
    public async Task<double> RunFileAsync()
    {
        var folder = Path.Combine(_root, "file");
        // Ahead-of-time compilation is on by default, and restores packages that only it needs.
        var version = Save(Path.Combine(folder, "app.cs"), "#:property PublishAot=false\n");
        var (seconds, output) = await Commands.RunAsync(folder, "dotnet", "run", "app.cs");
        return Checked(seconds * 1000, version, output);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Save(string file, string directives = "")
    {
        var version = Sources.Version(++_version);
        File.WriteAllText(file, directives + Sources.Program($"\"{version}\"", _bytes));
        return version;
    }

    private static double Checked(double milliseconds, string version, string output) =>
        output.Contains(version) ? milliseconds : throw new InvalidOperationException($"Saved {version}; the peer printed {output}");
}
