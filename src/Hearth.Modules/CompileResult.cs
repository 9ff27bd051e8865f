using System.Collections.Immutable;

namespace Hearth.Modules;

/// <summary>What came of a compilation.</summary>
/// <param name="Code">The compiled code; null when there are errors.</param>
/// <param name="Diagnostics">Errors and warnings, by file, line and column.</param>
/// <param name="Reused">Whether the code was compiled before and nothing had to be done.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record CompileResult(CompiledCode? Code, ImmutableArray<SourceDiagnostic> Diagnostics, bool Reused, TimeSpan Elapsed);
