namespace Hearth.Workers.Protocol;

/// <summary>A place in a stack trace.</summary>
/// <param name="Method">The method, with its class.</param>
/// <param name="File">The source file, from the workspace's folder, where it is known.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="Source">The text of that line; the host adds it.</param>
/// <param name="Module">The load key of the method's module; null where it is a package's.</param>
/// <param name="Token">The method in the module's metadata; 0 where it is not known.</param>
/// <param name="Offset">Where in the method, in bytes of its intermediate code; 0 where it is not known.</param>
public sealed record ErrorFrame(string Method, string? File, int Line, string? Source = null, string? Module = null, int Token = 0, int Offset = 0);
