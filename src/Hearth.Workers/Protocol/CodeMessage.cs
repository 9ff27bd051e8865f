namespace Hearth.Workers.Protocol;

/// <summary>Host to worker: where compiled code lies.</summary>
/// <param name="Key">Its load key.</param>
/// <param name="Assembly">The assembly's path.</param>
/// <param name="Dependencies">Paths of the assemblies and native libraries that it needs beside the framework.</param>
public sealed record CodeMessage(string Key, string Assembly, IReadOnlyList<string> Dependencies);
