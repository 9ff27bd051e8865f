using System.Collections.Immutable;
using System.Globalization;
using Hearth.Coherence;
using Hearth.Modules.Manifests;

namespace Hearth.Modules.Compilation;

/// <summary>The two fingerprints of a module.</summary>
internal static class ModuleKeys
{
    /// <summary>Of everything that goes into the compiler, the compiler itself and what Hearth derives from its answers.</summary>
    public static Fingerprint CompileKey(CompileInputs inputs)
    {
        using var builder = new FingerprintBuilder();
        var project = inputs.Project;
        builder.Add("compile").Add(ManifestFormat.Version.ToString(CultureInfo.InvariantCulture)).Add(Toolchain());
        builder.Add(inputs.Framework.Fingerprint).Add(inputs.SdkFingerprint);
        builder.Add(inputs.Folder).Add(project.AssemblyName).Add(project.Nullable).Add(project.LanguageVersion ?? "").Add(project.AllowUnsafe ? "unsafe" : "safe");
        AddAll(builder, project.Constants);
        AddAll(builder, project.NoWarn);
        AddAll(builder, project.GlobalUsings);
        AddAll(builder, inputs.Packages.Identities);
        AddAll(builder, inputs.Packages.CompilePaths);
        AddReferences(builder, inputs);
        foreach (var source in inputs.Sources)
            builder.Add(source.Path).Add(source.Fingerprint);
        return builder.Build();
    }

    /// <summary>Of what is executed: the code without debug information and what it is linked with.</summary>
    public static Fingerprint LoadKey(ReadOnlySpan<byte> code, CompileInputs inputs)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("load").Add(code);
        AddAll(builder, inputs.Packages.Identities);
        AddReferences(builder, inputs);
        return builder.Build();
    }

    /// <summary>The build of this assembly. It is deterministic, and names the version of the compiler that it refers to: the same version means
    /// the same compiler and the same rules for descriptors and schemas.</summary>
    private static string Toolchain() => typeof(ModuleKeys).Module.ModuleVersionId.ToString();

    /// <summary>By name and content: where a file lies does not change what it does.</summary>
    private static void AddReferences(FingerprintBuilder builder, CompileInputs inputs)
    {
        builder.Add(inputs.References.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var reference in inputs.References)
            builder.Add(Path.GetFileName(reference.Path)).Add(reference.Fingerprint);
    }

    private static void AddAll(FingerprintBuilder builder, ImmutableArray<string> parts)
    {
        builder.Add(parts.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var part in parts)
            builder.Add(part);
    }
}
