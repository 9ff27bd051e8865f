using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>What goes into the compilation of one module.</summary>
/// <param name="Name">Of its assembly.</param>
/// <param name="Trees">Its own files.</param>
/// <param name="GlobalUsings">The <c>global using</c> directives of all other files.</param>
/// <param name="Namespaces">All namespaces of the program: that one exists must not depend on who is compiled along.</param>
/// <param name="Surfaces">Those of the modules that it may refer to.</param>
/// <param name="Generators">The source generators that it asks for.</param>
internal sealed record ModuleSources(
    string Name, ImmutableArray<SyntaxTree> Trees, ImmutableArray<string> GlobalUsings, ImmutableArray<string> Namespaces, ImmutableArray<MetadataReference> Surfaces,
    ImmutableArray<ISourceGenerator> Generators);
