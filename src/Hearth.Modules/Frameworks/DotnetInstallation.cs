namespace Hearth.Modules.Frameworks;

/// <summary>The .NET that this process runs on: its runtime folder, and where its command and reference packs are.</summary>
internal sealed record DotnetInstallation(string RuntimeDirectory, string Root)
{
    public string CommandPath
    {
        get
        {
            var beside = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            return File.Exists(beside) ? beside : "dotnet";
        }
    }

    public static DotnetInstallation Current()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        if (string.IsNullOrEmpty(runtime))
            throw new PlatformNotSupportedException("Hearth needs the .NET runtime as files; it cannot compile from a single-file application.");

        // ROOT/shared/Microsoft.NETCore.App/VERSION; an application that carries its own runtime has none of it and asks the environment.
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        var named = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        return new DotnetInstallation(runtime, !Directory.Exists(Path.Combine(root, "shared")) && Directory.Exists(named) ? named : root);
    }
}
