namespace Hearth.Modules.Graph;

/// <summary>A program of one moment.</summary>
/// <param name="Result">The program.</param>
/// <param name="More">What is to be said of this look alone: at the next one it may be over, or new.</param>
internal sealed record ProgramLook(ProgramResult Result, SourceDiagnostic? More);
