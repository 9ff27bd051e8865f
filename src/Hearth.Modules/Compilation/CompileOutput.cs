using System.Collections.Immutable;

namespace Hearth.Modules.Compilation;

/// <summary>What the compiler made.</summary>
/// <param name="Code">The assembly without debug information; null when there are errors.</param>
/// <param name="Image">The assembly to execute.</param>
/// <param name="Tasks">The tasks in it.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
internal sealed record CompileOutput(
    byte[]? Code, byte[]? Image, ImmutableArray<ExtensionDescriptor> Tasks, ImmutableArray<SourceDiagnostic> Diagnostics);
