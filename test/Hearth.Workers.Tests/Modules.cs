using System.Security.Cryptography;
using System.Text;
using Hearth.Workers.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Hearth.Workers.Tests;

/// <summary>Compiles modules as the host's compiler does: no debug information in the image, the PDB beside it, a key of the code and of what it refers to.</summary>
internal sealed class Modules(string folder)
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using Hearth;";

    private static readonly Lazy<List<MetadataReference>> s_framework = new(() => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Hearth.Sdk.dll" or "Microsoft.CSharp.dll" or "netstandard.dll"))
        .Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly Dictionary<string, Module> _byKey = [];

    /// <summary>Compiles a module.</summary>
    /// <param name="name">The assembly's simple name.</param>
    /// <param name="source">Its source; the usual namespaces are imported.</param>
    /// <param name="references">The modules that it refers to.</param>
    /// <param name="dependencies">Its packages.</param>
    public Module Compile(string name, string source, IReadOnlyList<Module>? references = null, IReadOnlyList<string>? dependencies = null)
    {
        references ??= [];
        dependencies ??= [];
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(name,
            [CSharpSyntaxTree.ParseText(Usings, parse), CSharpSyntaxTree.ParseText(source, parse, $"tasks/{name}.cs", Encoding.UTF8)],
            [.. s_framework.Value, .. references.Select(reference => MetadataReference.CreateFromFile(reference.Message.Assembly)), .. dependencies.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true));
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return Store(name, image.ToArray(), symbols.ToArray(), references, dependencies);
    }

    /// <summary>The same code, bound to other versions of what it refers to: nothing is compiled.</summary>
    public Module Rebind(Module module, params Module[] references) =>
        Store(module.Message.Name, File.ReadAllBytes(module.Message.Assembly), File.ReadAllBytes(module.Symbols), references, module.Message.Dependencies);

    /// <summary>Where the PDB of a version lies.</summary>
    public string? SymbolsOf(string key) => _byKey.GetValueOrDefault(key)?.Symbols;

    private Module Store(string name, byte[] image, byte[] symbols, IReadOnlyList<Module> references, IReadOnlyList<string> dependencies)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData([.. image, .. references.SelectMany(reference => Encoding.ASCII.GetBytes(reference.Message.Key))]));
        var path = Path.Combine(folder, "modules", key, $"{name}.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Never twice: a worker may have it mapped into its memory.
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, image);
            File.WriteAllBytes(Path.ChangeExtension(path, ".symbols"), symbols);
        }

        var message = new ModuleMessage(key, name, path, references.ToDictionary(reference => reference.Message.Name, reference => reference.Message.Key), dependencies);
        return _byKey[key] = new Module(message, [.. references.SelectMany(reference => reference.Closure).DistinctBy(known => known.Key), message], Path.ChangeExtension(path, ".symbols"));
    }
}
