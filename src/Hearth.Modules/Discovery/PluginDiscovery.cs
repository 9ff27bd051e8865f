using Hearth.Modules.Compilation;
using Hearth.Modules.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hearth.Modules.Discovery;

/// <summary>Finds the extensions of assemblies that were compiled elsewhere, by their metadata: nothing is loaded or run.</summary>
public static class PluginDiscovery
{
    /// <summary>The extensions of some assemblies.</summary>
    /// <param name="workspace">The folder that the descriptors' files are relative to.</param>
    /// <param name="assemblies">The assemblies, absolute. Their descriptors have the assembly as file, and line 1.</param>
    /// <param name="references">The assemblies that they refer to: the framework's, the Sdk, those of packages.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <remarks>Loads the compiler: keep what it finds by the content of the assemblies.</remarks>
    public static DiscoveredExtensions Find(string workspace, IReadOnlyList<string> assemblies, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        var diagnostics = new List<SourceDiagnostic>();
        var found = new List<ExtensionDescriptor>();
        var readable = assemblies.Where(path => IsReadable(path, Name(path), diagnostics)).Distinct(StringComparer.Ordinal).ToDictionary(path => path, Reference);

        // The name is never seen: nothing is emitted.
        var compilation = CSharpCompilation.Create("plugins", references: [.. readable.Values, .. references.Except(assemblies).Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path))]);
        foreach (var (path, reference) in readable)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly)
                continue;
            var one = ExtensionDiscovery.Find(assembly, compilation, cancellationToken);
            found.AddRange(one.Extensions.Select(extension => extension with { File = Name(path), Line = 1 }));
            // Those of one assembly are found again below, with the names of the files.
            diagnostics.AddRange(one.Diagnostics.Where(diagnostic => diagnostic.Id != Problems.DuplicateName).Select(diagnostic => diagnostic with { File = Name(path), Line = 1, Column = 1 }));
        }

        diagnostics.AddRange(ExtensionNames.Duplicates(found));
        return new DiscoveredExtensions(
            [.. found.OrderBy(extension => extension.Kind).ThenBy(extension => extension.Name, StringComparer.Ordinal)], [.. SourceDiagnostics.Ordered(diagnostics)]);

        string Name(string path) => PathNames.Relative(workspace, path);
    }

    /// <summary>With the documentation beside it, where there is some: descriptions come from there.</summary>
    private static PortableExecutableReference Reference(string path) => MetadataReference.CreateFromFile(path, documentation: CommentFile.Beside(path));

    /// <summary>A native library beside the plugin is none of ours; a file that cannot be read is.</summary>
    private static bool IsReadable(string path, string name, List<SourceDiagnostic> diagnostics)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
            return reader.HasMetadata && System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(reader).IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(new SourceDiagnostic(Problems.UnreadableAssembly, SourceSeverity.Error, name, 1, 1, $"The assembly cannot be read: {exception.Message}"));
            return false;
        }
    }
}
