using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>The source generators of an assembly. Loaded code: it stays for the life of the process.</summary>
internal sealed record Generators(IReadOnlyList<ISourceGenerator> All);
