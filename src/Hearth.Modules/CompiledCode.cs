using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules;

/// <summary>Code that a worker can load.</summary>
/// <param name="CompileKey">Of everything that went into the compiler. A comment moves it.</param>
/// <param name="LoadKey">Of what is executed: the code without debug information, and what it depends on. A comment does not move it.</param>
/// <param name="AssemblyPath">The assembly, with embedded debug information. Its content never changes.</param>
/// <param name="DependencyPaths">Assemblies and native libraries that it may load at run time, absolute.</param>
/// <param name="Tasks">The tasks in it, by name.</param>
public sealed record CompiledCode(
    Fingerprint CompileKey,
    Fingerprint LoadKey,
    string AssemblyPath,
    ImmutableArray<string> DependencyPaths,
    ImmutableArray<ExtensionDescriptor> Tasks);
