namespace Hearth;

/// <summary>A place in a stack trace.</summary>
/// <param name="Method">The method, with its class.</param>
/// <param name="File">The source file, from the workspace's folder, where it is known.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="Source">The text of that line.</param>
public sealed record FrameReport(string Method, string? File = null, int Line = 0, string? Source = null);
