namespace Hearth.Workers.Protocol;

/// <summary>Host to worker: where a compiled module lies, and what serves the names that it refers to.</summary>
/// <param name="Key">Its load key.</param>
/// <param name="Name">The assembly's simple name: the same for every version of the module.</param>
/// <param name="Assembly">The assembly's path.</param>
/// <param name="References">The modules that it refers to: simple name to load key. They come before it.</param>
/// <param name="Dependencies">Paths of the packages' assemblies and native libraries. Modules with the same list share what is loaded from it.</param>
public sealed record ModuleMessage(string Key, string Name, string Assembly, IReadOnlyDictionary<string, string> References, IReadOnlyList<string> Dependencies);
