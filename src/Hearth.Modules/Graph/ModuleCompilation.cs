using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Modules.Compilation;
using Hearth.Modules.Discovery;
using Hearth.Modules.Manifests;
using Hearth.Modules.Pins;

namespace Hearth.Modules.Graph;

/// <summary>Brings the modules of a plan up to date, dependencies first: each is asked for under its key, and made here where nobody has it.</summary>
/// <param name="program">The sources.</param>
/// <param name="uses">What they refer to.</param>
/// <param name="folder">Where compiled modules are kept.</param>
/// <param name="layers">What is known.</param>
/// <param name="before">The modules as they were: under which names they are known.</param>
/// <param name="reading">The computation that all of this is for; null where it is for none.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class ModuleCompilation(ProgramFacts program, ImmutableSortedDictionary<string, FileUses> uses, ModuleFolder folder, CompilerLayers layers,
    ImmutableDictionary<string, BuiltModule> before, Reading? reading, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, BuiltModule> _built = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ModuleKey, (PlannedModule Module, Fingerprint? Key)> _wanted = new();
    private readonly ConcurrentDictionary<DescriptionKey, PlannedModule> _undescribed = new();
    private readonly ConcurrentDictionary<string, bool> _compiled = new(StringComparer.Ordinal);

    public async Task<ImmutableArray<BuiltModule>> RunAsync(ImmutableArray<PlannedModule> plan)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        foreach (var level in plan.GroupBy(module => module.Level).OrderBy(level => level.Key))
        {
            // Alone, a module is compiled on this thread: handing it over would cost more than a small one takes.
            if (level.Count() == 1)
                _built[level.First().Name] = await BuildAsync(level.First());
            else
                await Parallel.ForEachAsync(level, options, async (module, _) => _built[module.Name] = await BuildAsync(module));
        }

        return [.. plan.Select(module => _built[module.Name])];
    }

    /// <summary>For the layer of modules: what was compiled before and is on disk, or what the compiler makes of it now.</summary>
    public async ValueTask<CompiledUnit> CompileAsync(ModuleKey wanted, Reading asking)
    {
        var (module, key) = _wanted[wanted];
        if (key is { } known && folder.FindModule(known) is { } record)
            return new CompiledUnit(record, [], record.Warnings, folder.SizeOf(record));
        return await CompileAsync(module, key, asking);
    }

    /// <summary>For the layer of descriptions: made from all files, because a comment of another may describe an input.</summary>
    public DiscoveredExtensions Describe(DescriptionKey wanted) => Describe(_undescribed[wanted]);

    private async ValueTask<BuiltModule> BuildAsync(PlannedModule module)
    {
        var known = before.GetValueOrDefault(module.Name);
        var blocked = module.Dependencies.Select(name => _built[name]).Where(other => other.Record is null).ToArray();
        if (blocked.Length > 0)
            return await DescribedAsync(new BuiltModule(module, null, null, null, default, [.. blocked.SelectMany(other => other.Errors).Distinct()], [], [], [], false), known);

        var key = ModuleKeyring.KeyOf(program, module, name => _built[name].DeepSurface);
        if (!module.IsAssumed && known?.Key == key && known.Node is { } node)
        {
            if (!folder.IsRehearsal)
                await UnitAsync(node, module, key);
            return await DescribedAsync(known with { Plan = module, Compiled = false }, known);
        }

        var wanted = new ModuleKey(module.Files[0].Path, key, module.IsAssumed);
        var unit = await UnitAsync(wanted, module, module.IsAssumed ? null : key);
        // Whoever tidied the folder did not know that it would be wanted again.
        if (unit.Record is { } record && !folder.IsRehearsal && !folder.Holds(record))
        {
            layers.Modules.Forget(wanted);
            unit = await UnitAsync(wanted, module, module.IsAssumed ? null : key);
        }

        return await DescribedAsync(new BuiltModule(module, module.IsAssumed ? null : key, wanted, unit.Record, unit.Record is null ? default : DeepSurface(unit.Record),
            unit.Errors, unit.Warnings, [], [], _compiled.ContainsKey(module.Name)), known);
    }

    private ValueTask<CompiledUnit> UnitAsync(ModuleKey wanted, PlannedModule module, Fingerprint? key)
    {
        if (folder.IsRehearsal)
            return CompileAsync(module, key, null);
        _wanted[wanted] = (module, key);
        return ReadAsync(layers.Modules.Module(wanted), reading);
    }

    private async ValueTask<CompiledUnit> CompileAsync(PlannedModule module, Fingerprint? key, Reading? asking)
    {
        _compiled[module.Name] = true;
        var surfaces = ImmutableArray.CreateBuilder<Microsoft.CodeAnalysis.MetadataReference>();
        foreach (var other in Closure(module))
            surfaces.Add((await ReadAsync(layers.Modules.Surface(folder.SurfacePath(other.Record!.Surface)), asking)).Reference);
        ImmutableArray<Microsoft.CodeAnalysis.SyntaxTree> trees = [.. module.Files.Select(file => file.Tree)];
        var generators = ImmutableArray.CreateBuilder<Microsoft.CodeAnalysis.ISourceGenerator>();
        foreach (var node in layers.Generators.For(trees, program.Builder.Framework, cancellationToken))
            generators.AddRange((await ReadAsync(node, asking)).All);
        var output = program.Builder.Build(new ModuleSources(module.Name, trees, DirectivesFor(module), program.Namespaces, surfaces.ToImmutable(), generators.ToImmutable()), cancellationToken);
        if (output is not { Image: { } image, Symbols: { } symbols, Surface: { } surface })
            return new CompiledUnit(null, [.. output.Diagnostics.Where(IsError)], [.. output.Diagnostics.Where(diagnostic => !IsError(diagnostic))], 0);
        var record = new ModuleRecord(key ?? default, folder.Add(image, folder.ImagePath), folder.Add(symbols, folder.SymbolsPath), folder.Add(surface, folder.SurfacePath),
            output.References, output.SurfaceReferences, SourceDiagnostics.Ordered(output.Diagnostics.Concat(PinWarnings.Find(program.Whole, module.Files, cancellationToken))));
        if (key is not null)
            folder.Add(record);
        return new CompiledUnit(record, [], record.Warnings, image.Length + symbols.Length + surface.Length);
    }

    /// <summary>What the extensions of a module say of themselves.</summary>
    private async ValueTask<BuiltModule> DescribedAsync(BuiltModule module, BuiltModule? known)
    {
        // What it is known by may have been made of more than it is known to refer to by now.
        var isSame = known?.Plan.Description == module.Plan.Description && known.Description?.Environment == program.Environment
            && known.Plan.Files.Select(file => file.Path).SequenceEqual(module.Plan.Files.Select(file => file.Path), StringComparer.Ordinal);
        if (folder.IsRehearsal)
            return isSame ? module with { Extensions = known!.Extensions, Findings = known.Findings } : Described(module, Describe(module.Plan));
        var description = isSame ? known!.Description! : DescriptionKey.Of(program, module.Plan);
        _undescribed[description] = module.Plan;
        return Described(module, await ReadAsync(layers.Modules.Description(description), reading)) with { Description = description };
    }

    private static BuiltModule Described(BuiltModule module, DiscoveredExtensions found) => module with { Extensions = found.Extensions, Findings = found.Diagnostics };

    private DiscoveredExtensions Describe(PlannedModule module) => ExtensionDiscovery.Find(program.Whole, module.Files.Select(file => file.Tree), cancellationToken);

    private ValueTask<T> ReadAsync<T>(Node<T> node, Reading? asking) => asking is null ? node.ReadAsync(cancellationToken) : asking.ReadAsync(node);

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
