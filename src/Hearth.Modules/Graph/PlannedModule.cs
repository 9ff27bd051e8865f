using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Graph;

/// <summary>A module as the graph has it, before anything is compiled.</summary>
/// <param name="Name">Of its assembly.</param>
/// <param name="Files">Its files, by path.</param>
/// <param name="Dependencies">Names of the modules that its files refer to.</param>
/// <param name="Namespaces">Namespaces of the program that it names.</param>
/// <param name="Description">Of all that the descriptors of its extensions are made from.</param>
/// <param name="Level">0 for a module that refers to none, otherwise one more than the highest of those.</param>
/// <param name="IsAssumed">Whether its dependencies are what it might use, not what it is known to.</param>
internal sealed record PlannedModule(
    string Name, ImmutableArray<FileFacts> Files, ImmutableArray<string> Dependencies, ImmutableArray<string> Namespaces, Fingerprint Description, int Level, bool IsAssumed);
