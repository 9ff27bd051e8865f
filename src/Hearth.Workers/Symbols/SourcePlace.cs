namespace Hearth.Workers.Symbols;

/// <summary>A line of source.</summary>
/// <param name="File">The file, as the compiler was told it.</param>
/// <param name="Line">From 1.</param>
public readonly record struct SourcePlace(string File, int Line);
