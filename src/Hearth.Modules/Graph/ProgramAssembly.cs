using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Discovery;
using Hearth.Modules.Manifests;

namespace Hearth.Modules.Graph;

/// <summary>From compiled modules to what users of the compiler see: load keys, references, errors. Pure, and needs no compiler.</summary>
internal static class ProgramAssembly
{
    public static CompiledProgram Create(Fingerprint key, CompileInputs inputs, ImmutableArray<BuiltModule> built, ModuleFolder folder)
    {
        var modules = built.Select(module => new Part(module.Plan.Name, [.. module.Plan.Files.Select(file => file.Path)], module.Record, module.Extensions,
            // What does not compile is not to be judged by what the compiler could make of it.
            module.Errors.IsEmpty ? [.. module.Findings.Where(IsError)] : module.Errors, [.. module.Warnings, .. module.Findings.Where(finding => !IsError(finding))])).ToArray();
        ImmutableArray<ImmutableArray<string>> compiled = [.. built.Where(module => module.Compiled).Select(module => module.Plan.Files.Select(file => file.Path).ToImmutableArray())];
        return Create(key, inputs, modules, folder, compiled, reused: compiled.IsEmpty);
    }

    /// <summary>The same, from what was kept.</summary>
    public static CompiledProgram Create(Fingerprint key, CompileInputs inputs, ProgramRecord record, ModuleFolder folder) => Create(key, inputs,
        [.. record.Modules.Select(module => new Part(module.Name, module.Files, module.Record, module.Extensions, [], module.Record.Warnings))], folder, [], reused: true);

    private static CompiledProgram Create(Fingerprint key, CompileInputs inputs, Part[] parts, ModuleFolder folder, ImmutableArray<ImmutableArray<string>> compiled, bool reused)
    {
        var duplicates = ExtensionNames.Duplicates(parts.SelectMany(part => part.Extensions).Concat(inputs.Plugins.SelectMany(plugin => plugin.Extensions))).ToArray();
        var loaded = new Dictionary<string, CompiledModule>(StringComparer.Ordinal);
        var broken = ImmutableArray.CreateBuilder<BrokenModule>();
        var errors = new Dictionary<string, ImmutableArray<SourceDiagnostic>>(StringComparer.Ordinal);
        var names = parts.Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            ImmutableArray<SourceDiagnostic> wrong = [.. part.Errors, .. duplicates.Where(duplicate => part.Files.Contains(duplicate.File))];
            string[] references = [.. part.Record?.References.Where(names.Contains) ?? []];
            if (wrong.IsEmpty)
                wrong = [.. references.Where(errors.ContainsKey).SelectMany(name => errors[name]).Distinct()];
            if (part.Record is { } record && wrong.IsEmpty)
            {
                var keys = references.ToImmutableSortedDictionary(name => name, name => loaded[name].LoadKey, StringComparer.Ordinal);
                loaded[part.Name] = new CompiledModule(part.Name, ModuleKeys.Load(record.Image, inputs, keys), folder.ImagePath(record.Image), folder.SymbolsPath(record.Symbols),
                    keys, inputs.DependencyPaths, part.Files, part.Extensions);
                continue;
            }

            errors[part.Name] = wrong;
            broken.Add(new BrokenModule(part.Files, part.Extensions, wrong));
        }

        var plugins = ImmutableArray.CreateBuilder<CompiledModule>();
        foreach (var plugin in inputs.Plugins)
        {
            ImmutableArray<SourceDiagnostic> wrong = [.. plugin.Diagnostics.Where(IsError), .. duplicates.Where(duplicate => duplicate.File == plugin.File)];
            if (wrong.IsEmpty)
                plugins.Add(new CompiledModule(plugin.Name, ModuleKeys.Load(plugin), plugin.AssemblyPath, null, ImmutableSortedDictionary<string, Fingerprint>.Empty, plugin.DependencyPaths, [plugin.File], plugin.Extensions));
            else
                broken.Add(new BrokenModule([plugin.File], plugin.Extensions, wrong));
        }

        var diagnostics = SourceDiagnostics.Ordered(parts.SelectMany(part => part.Errors.Concat(part.Warnings)).Concat(duplicates).Concat(inputs.Plugins.SelectMany(plugin => plugin.Diagnostics)));
        return new CompiledProgram(key, [.. parts.Select(part => loaded.GetValueOrDefault(part.Name)).OfType<CompiledModule>(), .. plugins], broken.ToImmutable(), diagnostics, compiled, reused);
    }

    private static bool IsError(SourceDiagnostic diagnostic) => diagnostic.Severity == SourceSeverity.Error;

    private sealed record Part(string Name, ImmutableArray<string> Files, ModuleRecord? Record, ImmutableArray<ExtensionDescriptor> Extensions,
        ImmutableArray<SourceDiagnostic> Errors, ImmutableArray<SourceDiagnostic> Warnings);
}
