using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Graph;

/// <summary>A program with all that is needed to bring it up to date after an edit. Immutable.</summary>
/// <param name="Key">Of all that went in.</param>
/// <param name="Facts">Its files.</param>
/// <param name="Uses">What they refer to.</param>
/// <param name="Modules">Its modules; a module comes after those that it refers to.</param>
/// <param name="Program">What users of the compiler see.</param>
/// <param name="Assumed">The files whose uses are still to be asked for.</param>
internal sealed record ProgramState(Fingerprint Key, ProgramFacts Facts, ImmutableSortedDictionary<string, FileUses> Uses, ImmutableArray<BuiltModule> Modules,
    CompiledProgram Program, ImmutableHashSet<string> Assumed);
