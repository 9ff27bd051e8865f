using System.Collections.Immutable;

namespace Hearth.Modules.Packages;

/// <summary>What the packages of a project bring, absolute paths.</summary>
/// <param name="CompilePaths">Assemblies to compile against.</param>
/// <param name="RuntimePaths">Assemblies and native libraries to run with, of this machine's system and processor.</param>
/// <param name="Identities">Name, version and content hash of each package, in order.</param>
internal sealed record PackageAssets(ImmutableArray<string> CompilePaths, ImmutableArray<string> RuntimePaths, ImmutableArray<string> Identities)
{
    public static PackageAssets None { get; } = new([], [], []);
}
