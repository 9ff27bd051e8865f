using Hearth.Modules.Schemas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hearth.Modules.Tests.Schemas;

/// <summary>The types of a source as the schema builder sees them.</summary>
internal sealed class SchemaSymbols
{
    private readonly CSharpCompilation _compilation;

    public SchemaSymbols(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest));
        _compilation = CSharpCompilation.Create("Shapes", [tree],
            FrameworkPaths.All.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(_compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <param name="name">Such as <c>Hearth.Modules.Tests.Schemas.Numbers</c>.</param>
    /// <param name="direction">Read or written.</param>
    public SchemaResult Schema(string name, SchemaDirection direction) =>
        SchemaBuilder.Build(_compilation.GetTypeByMetadataName(name)!, direction, Location.None, CancellationToken.None);
}
