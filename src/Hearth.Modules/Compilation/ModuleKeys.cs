using System.Collections.Immutable;
using System.Globalization;
using Hearth.Coherence;
using Hearth.Modules.Manifests;
using Hearth.Modules.Plugins;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Compilation;

/// <summary>The fingerprints of programs and modules.</summary>
internal static class ModuleKeys
{
    /// <summary>Of everything that decides what the compiler makes of any source: settings, references, the compiler itself.</summary>
    public static Fingerprint Environment(CompileInputs inputs)
    {
        using var builder = new FingerprintBuilder();
        var project = inputs.Project;
        builder.Add("environment").Add(RecordJson.Version.ToString(CultureInfo.InvariantCulture)).Add(Toolchain());
        builder.Add(inputs.Framework.Fingerprint).Add(inputs.SdkFingerprint);
        builder.Add(inputs.Folder).Add(project.AssemblyName).Add(project.Nullable).Add(project.LanguageVersion ?? "").Add(project.AllowUnsafe ? "unsafe" : "safe");
        AddAll(builder, project.Constants);
        AddAll(builder, project.NoWarn);
        AddAll(builder, project.GlobalUsings);
        AddAll(builder, inputs.Packages.Identities);
        AddAll(builder, inputs.Packages.CompilePaths);
        AddReferences(builder, inputs);
        return builder.Build();
    }

    /// <summary>Of a whole program: its environment and all its sources.</summary>
    public static Fingerprint Program(Fingerprint environment, ImmutableArray<SourceFile> sources, ImmutableArray<PluginModule> plugins)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("program").Add(environment);
        foreach (var source in sources)
            builder.Add(source.Path).Add(source.Fingerprint);
        foreach (var plugin in plugins)
            builder.Add(plugin.Name).Add(plugin.Folder);
        return builder.Build();
    }

    /// <summary>Of what is executed: code, what it is linked with, and the load keys of the modules that it refers to.</summary>
    public static Fingerprint Load(Fingerprint image, CompileInputs inputs, IEnumerable<KeyValuePair<string, Fingerprint>> references)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("load").Add(image);
        AddAll(builder, inputs.Packages.Identities);
        AddReferences(builder, inputs);
        foreach (var (name, key) in references)
            builder.Add(name).Add(key);
        return builder.Build();
    }

    /// <summary>Of an assembly of a plugin: all files beside it are part of what it does.</summary>
    public static Fingerprint Load(PluginModule plugin)
    {
        using var builder = new FingerprintBuilder();
        return builder.Add("plugin").Add(plugin.Name).Add(plugin.Folder).Build();
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
