using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hearth.Modules.Compilation;

/// <summary>The compilation with what generators added.</summary>
internal sealed record GeneratorResult(CSharpCompilation Compilation, ImmutableArray<Diagnostic> Diagnostics);
