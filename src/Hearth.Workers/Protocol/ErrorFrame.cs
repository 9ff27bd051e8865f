namespace Hearth.Workers.Protocol;

/// <summary>A place in a stack trace.</summary>
/// <param name="Method">The method, with its class.</param>
/// <param name="File">The source file, from the workspace's folder, where it is known.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="Source">The text of that line; the host adds it.</param>
public sealed record ErrorFrame(string Method, string? File, int Line, string? Source = null);
