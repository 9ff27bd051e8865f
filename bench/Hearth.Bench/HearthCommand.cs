namespace Hearth.Bench;

/// <summary>The command that is measured: the one that <c>./hearth</c> runs.</summary>
internal static class HearthCommand
{
    public static string Path { get; } =
        System.IO.Path.Combine(Repository.Root, "src", "Hearth.Cli", "bin", "Release", "net10.0", OperatingSystem.IsWindows() ? "hearth.exe" : "hearth");
}
