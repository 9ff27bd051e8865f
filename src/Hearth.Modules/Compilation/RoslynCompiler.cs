using System.Collections.Immutable;
using Hearth.Modules.Discovery;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Hearth.Modules.Compilation;

/// <summary>
/// The only way to Roslyn: whoever does not call this class does not load the compiler. Safe for use from several threads.
/// </summary>
internal sealed class RoslynCompiler
{
    private readonly ReferenceCache _references = new();
    private readonly SourceCache _sources = new();
    private readonly GeneratorCache _generators = new();

    public CompileOutput Compile(CompileInputs inputs, CancellationToken cancellationToken)
    {
        var invalid = CompilerSettings.Check(inputs.Project, inputs.ProjectName).ToImmutableArray();
        if (!invalid.IsEmpty)
            return new CompileOutput(null, null, [], invalid);

        var options = CompilerSettings.ParseOptions(inputs.Project);
        var trees = _sources.Parse(inputs.Sources, options, cancellationToken);
        var compilation = CSharpCompilation.Create(
            inputs.Project.AssemblyName,
            [.. trees, CompilerSettings.GlobalSource(inputs.Project, inputs.Folder, options)],
            _references.For(inputs.ReferencePaths()),
            CompilerSettings.CompilationOptions(inputs.Project));
        var generated = _generators.Run(compilation, trees, inputs.Framework, options, cancellationToken);
        compilation = generated.Compilation;

        // Emitting reports everything that asking for diagnostics first would, and binds once.
        using var code = new MemoryStream();
        var emitted = compilation.Emit(code, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellationToken);
        var diagnostics = SourceDiagnostics.From(generated.Diagnostics.AddRange(emitted.Diagnostics), inputs.Folder);
        if (!emitted.Success)
            return new CompileOutput(null, null, [], diagnostics);

        var found = ExtensionDiscovery.Find(compilation, cancellationToken);
        diagnostics = SourceDiagnostics.Ordered(diagnostics.AddRange(found.Diagnostics));
        return diagnostics.Any(diagnostic => diagnostic.Severity == SourceSeverity.Error)
            ? new CompileOutput(null, null, [], diagnostics)
            : new CompileOutput(code.ToArray(), Image(compilation, cancellationToken), found.Extensions, diagnostics);
    }

    /// <summary>The same code with its debug information inside.</summary>
    private static byte[] Image(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: cancellationToken);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException($"The code was emitted, but not with debug information: {string.Join(" ", result.Diagnostics)}");
    }
}
