using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Plugins;

/// <summary>An assembly of a plugin folder that holds extensions.</summary>
/// <param name="Name">Unique in the program: the folder and the file.</param>
/// <param name="File">The assembly, relative to the workspace.</param>
/// <param name="Folder">Of all files of the folder: what it may load changes what it does.</param>
/// <param name="AssemblyPath">A copy of it, whose content never changes.</param>
/// <param name="DependencyPaths">Copies of the other files of the folder.</param>
/// <param name="Extensions">What it holds.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record PluginModule(string Name, string File, Fingerprint Folder, string AssemblyPath, ImmutableArray<string> DependencyPaths,
    ImmutableArray<ExtensionDescriptor> Extensions, ImmutableArray<SourceDiagnostic> Diagnostics);
