using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Discovery;
using Hearth.Modules.Manifests;
using Hearth.Modules.Pins;

namespace Hearth.Modules.Graph;

/// <summary>Brings the modules of a plan up to date: what is known under the same key is taken, the rest is compiled, dependencies first.</summary>
internal sealed class ModuleCompilation(ProgramFacts program, ImmutableSortedDictionary<string, FileUses> uses, ModuleFolder folder, SurfaceCache surfaces,
    ImmutableDictionary<string, BuiltModule> before, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, BuiltModule> _built = new(StringComparer.Ordinal);

    public ImmutableArray<BuiltModule> Run(ImmutableArray<PlannedModule> plan)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        foreach (var level in plan.GroupBy(module => module.Level).OrderBy(level => level.Key))
        {
            // Alone, a module is compiled on this thread: handing it over would cost more than a small one takes.
            if (level.Count() == 1)
                _built[level.First().Name] = Build(level.First());
            else
                Parallel.ForEach(level, options, module => _built[module.Name] = Build(module));
        }

        return [.. plan.Select(module => _built[module.Name])];
    }

    private BuiltModule Build(PlannedModule module)
    {
        var known = before.GetValueOrDefault(module.Name);
        var blocked = module.Dependencies.Select(name => _built[name]).Where(other => other.Record is null).ToArray();
        if (blocked.Length > 0)
            return Described(new BuiltModule(module, null, null, default, [.. blocked.SelectMany(other => other.Errors).Distinct()], [], [], [], false), known);

        var key = module.IsAssumed ? (Fingerprint?)null : ModuleKeyring.KeyOf(program, module, name => _built[name].DeepSurface);
        if (key is not null && known?.Key == key)
            return Described(known with { Plan = module, Compiled = false }, known);
        if (key is { } wanted && folder.FindModule(wanted) is { } record)
            return Described(new BuiltModule(module, key, record, DeepSurface(record), [], record.Warnings, [], [], false), known);
        return Described(Compile(module, key), known);
    }

    private BuiltModule Compile(PlannedModule module, Fingerprint? key)
    {
        var output = program.Builder.Build(new ModuleSources(module.Name, [.. module.Files.Select(file => file.Tree)], DirectivesFor(module), program.Namespaces,
            [.. Closure(module).Select(other => surfaces.Get(folder, other.Record!.Surface))]), cancellationToken);
        if (output is not { Image: { } image, Symbols: { } symbols, Surface: { } surface })
            return new BuiltModule(module, key, null, default, [.. output.Diagnostics.Where(IsError)],
                [.. output.Diagnostics.Where(diagnostic => !IsError(diagnostic))], [], [], true);
        var record = new ModuleRecord(key ?? default, folder.Add(image, folder.ImagePath), folder.Add(symbols, folder.SymbolsPath), folder.Add(surface, folder.SurfacePath),
            output.References, output.SurfaceReferences, SourceDiagnostics.Ordered(output.Diagnostics.Concat(PinWarnings.Find(program.Whole, module.Files, cancellationToken))));
        if (key is not null)
            folder.Add(record);
        return new BuiltModule(module, key, record, DeepSurface(record), [], record.Warnings, [], [], true);
    }

    /// <summary>What the extensions of a module say of themselves: made from all files, because a comment of another may describe an input.</summary>
    private BuiltModule Described(BuiltModule module, BuiltModule? known)
    {
        if (known?.Plan.Description == module.Plan.Description)
            return module with { Extensions = known.Extensions, Findings = known.Findings };
        var found = ExtensionDiscovery.Find(program.Whole, module.Plan.Files.Select(file => file.Tree), cancellationToken);
        return module with { Extensions = found.Extensions, Findings = found.Diagnostics };
    }

    private Fingerprint DeepSurface(ModuleRecord record)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("surface").Add(record.Surface);
        foreach (var name in record.SurfaceReferences)
            if (_built.TryGetValue(name, out var other))
                builder.Add(name).Add(other.DeepSurface);
        return builder.Build();
    }

    /// <summary>The modules that a module can see anything of.</summary>
    private SortedDictionary<string, BuiltModule>.ValueCollection Closure(PlannedModule module)
    {
        var found = new SortedDictionary<string, BuiltModule>(StringComparer.Ordinal);
        var open = new Stack<string>(module.Dependencies);
        while (open.TryPop(out var name))
            if (found.TryAdd(name, _built[name]))
                foreach (var next in _built[name].Plan.Dependencies)
                    open.Push(next);
        return found.Values;
    }

    private ImmutableArray<string> DirectivesFor(PlannedModule module)
    {
        var own = module.Files.SelectMany(file => file.GlobalUsings).ToHashSet(StringComparer.Ordinal);
        return [.. program.Directives.Where(directive => !own.Contains(directive.Text) && module.Files.Any(file => directive.Concerns(file, uses[file.Path])))
            .Select(directive => directive.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsError(SourceDiagnostic diagnostic) => diagnostic.Severity == SourceSeverity.Error;
}
