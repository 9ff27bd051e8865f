namespace Hearth.Workflows.Problems;

/// <summary>A place in a text file. Line and column count from 1.</summary>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>The first character of a file.</summary>
    public static SourcePosition Start => new(1, 1);
}
