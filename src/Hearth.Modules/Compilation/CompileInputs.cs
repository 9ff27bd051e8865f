using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Frameworks;
using Hearth.Modules.Packages;
using Hearth.Modules.Plugins;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Compilation;

/// <summary>Everything that decides what the compiler makes, as it was read once.</summary>
/// <param name="Folder">The tasks folder, relative to the workspace.</param>
/// <param name="ProjectName">The project file in diagnostics; the folder where there is none.</param>
/// <param name="Project">The settings.</param>
/// <param name="Sources">The sources, ordered by path.</param>
/// <param name="Framework">The framework's assemblies.</param>
/// <param name="Packages">The packages' assemblies.</param>
/// <param name="SdkPath">The Sdk to compile against.</param>
/// <param name="SdkFingerprint">Its content.</param>
/// <param name="Plugins">What was compiled elsewhere.</param>
/// <param name="References">The assemblies that the project refers to by path, with their content.</param>
internal sealed record CompileInputs(
    string Folder,
    string ProjectName,
    TaskProject Project,
    ImmutableArray<SourceFile> Sources,
    FrameworkReferences Framework,
    PackageAssets Packages,
    string SdkPath,
    Fingerprint SdkFingerprint,
    ImmutableArray<PluginModule> Plugins,
    ImmutableArray<AssemblyFile> References)
{
    /// <summary>All to compile against.</summary>
    public ImmutableArray<ReferenceKey> ReferenceKeys()
    {
        using var packages = new FingerprintBuilder();
        foreach (var part in Packages.Identities.Concat(Packages.CompilePaths))
            packages.Add(part);
        return
        [
            new ReferenceKey("framework", Framework.Fingerprint, Framework.Paths()),
            new ReferenceKey(SdkPath, null, [SdkPath]),
            new ReferenceKey("packages", packages.Build(), Packages.CompilePaths),
            .. References.Select(reference => new ReferenceKey(reference.Path, null, [reference.Path])),
        ];
    }

    public ImmutableArray<string> DependencyPaths => [.. Packages.RuntimePaths, .. References.Select(reference => reference.Path)];
}
