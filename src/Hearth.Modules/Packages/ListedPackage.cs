using System.Collections.Immutable;

namespace Hearth.Modules.Packages;

/// <summary>A package as a restore wrote it down; whether it is still there is another question.</summary>
/// <param name="Identity">Name, version and content hash.</param>
/// <param name="Folders">Where it may lie, absolute; the first that is there counts.</param>
/// <param name="Compile">Assemblies to compile against, from that folder.</param>
/// <param name="Runtime">Assemblies and native libraries to run with, from that folder.</param>
internal sealed record ListedPackage(string Identity, ImmutableArray<string> Folders, ImmutableArray<string> Compile, ImmutableArray<string> Runtime);
