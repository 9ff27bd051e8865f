using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules;

/// <summary>The unit that is compiled and loaded: one source file, the files of a cycle, or a plugin folder.</summary>
/// <param name="Name">The simple name of its assembly, by which other modules refer to it.</param>
/// <param name="LoadKey">Of what is executed: its code and the load keys of what it refers to. A comment does not move it.</param>
/// <param name="AssemblyPath">The assembly. Its content never changes.</param>
/// <param name="SymbolsPath">Its newest debug information, a portable PDB; null where there is none. A comment moves it.</param>
/// <param name="References">The modules that it refers to: assembly name and load key.</param>
/// <param name="DependencyPaths">Assemblies and native libraries of packages that it may load at run time, absolute.</param>
/// <param name="Files">Its sources, relative to the workspace; the assemblies of a plugin.</param>
/// <param name="Extensions">What it holds, by kind and name.</param>
public sealed record CompiledModule(
    string Name,
    Fingerprint LoadKey,
    string AssemblyPath,
    string? SymbolsPath,
    ImmutableSortedDictionary<string, Fingerprint> References,
    ImmutableArray<string> DependencyPaths,
    ImmutableArray<string> Files,
    ImmutableArray<ExtensionDescriptor> Extensions);
