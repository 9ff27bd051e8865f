using System.Collections.Immutable;
using System.Text;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Modules.Compilation;
using Hearth.Modules.Manifests;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Graph;

/// <summary>
/// The only way to Roslyn: whoever does not call this class does not load the compiler. Keeps the last program, and brings it up to date: what an edit
/// cannot have changed is neither parsed, nor bound, nor compiled again. It is a head start for the node of the program: whether anything changed, the graph says. Used by one caller at a time.
/// </summary>
internal sealed class IncrementalCompiler(CompilerLayers layers)
{
    // Texts that were bound before: going back to one must find what was compiled then, which takes its exact uses.
    private readonly HashSet<(string Path, Fingerprint Text)> _seen = [];
    private ProgramState? _state;
    private Task? _settling;

    /// <summary>Brings the program up to date.</summary>
    /// <param name="inputs">What is there now.</param>
    /// <param name="settings">Of its settings and references.</param>
    /// <param name="key">Of all of it.</param>
    /// <param name="folder">Where compiled modules are kept.</param>
    /// <param name="reading">The computation that it is for; null where it is for none.</param>
    /// <param name="cancellationToken">Gives up; the last program stays.</param>
    public async Task<CompiledProgram> CompileAsync(CompileInputs inputs, Fingerprint settings, Fingerprint key, ModuleFolder folder, Reading? reading, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        if (_state is { } same && same.Key == key)
            return same.Program.AsReused();
        if (CompilerSettings.Check(inputs.Project, inputs.ProjectName).ToImmutableArray() is { IsEmpty: false } invalid)
            return new CompiledProgram(key, [], [], invalid, [], reused: false);

        var builder = _state?.Facts.Settings == settings ? _state.Facts.Builder : new ModuleBuilder(inputs, await ReferencesAsync(inputs, reading, cancellationToken));
        var facts = ProgramFacts.Create(_state?.Facts, settings, builder, inputs.Sources, cancellationToken);
        var assumed = Assumable(facts);
        var state = await BuildAsync(inputs, key, facts, folder, assumed, reading, cancellationToken);
        _state = state;
        if (assumed.IsEmpty)
            Remember(state, folder);
        else
            _settling = Task.Run(() => Settle(inputs, state, folder), CancellationToken.None);
        return state.Program;
    }

    /// <summary>Done when all that was put off until after the last answer has been done.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_settling is not { } settling)
            return;
        try
        {
            await settling.WaitAsync(cancellationToken);
        }
        catch (Exception) when (settling.IsFaulted)
        {
            // A full disk, say. All is asked and kept anew with the next compilation, where an error that stays has somebody to tell.
            _state = null;
        }

        _settling = null;
    }

    /// <summary>
    /// Does all that an edit of one file would have done, and forgets it: the compiler itself is code that is compiled as it is used, and fifty times slower
    /// at the first time than at the fiftieth.
    /// </summary>
    /// <param name="inputs">What the last program was made from.</param>
    /// <param name="folder">Where compiled modules are kept.</param>
    /// <param name="round">Which file, and how it is changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RehearseAsync(CompileInputs inputs, ModuleFolder folder, int round, CancellationToken cancellationToken)
    {
        if (_state is not { } state || inputs.Sources.IsEmpty)
            return;
        var source = inputs.Sources[round % inputs.Sources.Length];
        byte[] content = [.. source.Content.Span, .. Encoding.UTF8.GetBytes($"\n// {round}\n")];
        var edited = inputs with { Sources = inputs.Sources.SetItem(round % inputs.Sources.Length, source with { Content = content, Fingerprint = Fingerprint.Of(content) }) };
        var facts = ProgramFacts.Create(state.Facts, state.Facts.Settings, state.Facts.Builder, edited.Sources, cancellationToken);
        await BuildAsync(edited, default, facts, folder.Rehearsal(), Assumable(facts), null, cancellationToken);
        UsageTracker.Walk(facts, [source.Path], cancellationToken);
    }

    private async Task<ProgramState> BuildAsync(CompileInputs inputs, Fingerprint key, ProgramFacts facts, ModuleFolder folder, ImmutableHashSet<string> assumed, Reading? reading,
        CancellationToken cancellationToken)
    {
        var uses = UsageTracker.Update(_state?.Facts, _state?.Uses ?? ImmutableSortedDictionary.Create<string, FileUses>(StringComparer.Ordinal), facts, assumed, cancellationToken);
        var before = _state?.Modules.ToImmutableDictionary(module => module.Plan.Name, StringComparer.Ordinal) ?? ImmutableDictionary<string, BuiltModule>.Empty;
        var compilation = new ModuleCompilation(facts, uses, folder, layers, before, reading, cancellationToken);
        layers.Modules.MakeBy(compilation);
        try
        {
            var modules = await compilation.RunAsync(ModulePlan.Create(facts, uses, assumed));
            return new ProgramState(key, facts, uses, modules, ProgramAssembly.Create(key, inputs, modules, folder), assumed);
        }
        finally
        {
            layers.Modules.MakeBy(null);
        }
    }

    private async Task<ImmutableArray<MetadataReference>> ReferencesAsync(CompileInputs inputs, Reading? reading, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = ImmutableArray.CreateBuilder<MetadataReference>();
        foreach (var key in inputs.ReferenceKeys())
        {
            var node = layers.References[key];
            var references = reading is null ? await node.ReadAsync(cancellationToken) : await reading.ReadAsync(node);
            found.AddRange(references.All.Where((_, index) => seen.Add(key.Paths[index])));
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// The one file that was edited, where what it refers to can be asked for after it is compiled. Asking costs as much as compiling. It can be put off
    /// where the graph cannot have become another one: nothing but this file changed, and nothing that it may refer to leads back to it or is broken.
    /// </summary>
    private ImmutableHashSet<string> Assumable(ProgramFacts facts)
    {
        if (_state is not { } state || state.Facts.Environment != facts.Environment || state.Facts.Files.Count != facts.Files.Count)
            return [];
        var changed = facts.Files.Values.Where(file => state.Facts.Files.GetValueOrDefault(file.Path)?.Text != file.Text).Take(2).ToArray();
        if (changed is not [var edited] || !state.Facts.Files.TryGetValue(edited.Path, out var old) || _seen.Contains((edited.Path, edited.Text))
            || !old.Types.SequenceEqual(edited.Types, StringComparer.Ordinal)
            || state.Modules.First(module => module.Plan.Files.Any(file => file.Path == edited.Path)).Plan.Files.Length > 1)
            return [];
        var candidates = UsageTracker.Candidates(facts, edited.Path).ToHashSet(StringComparer.Ordinal);
        // Where it can name nothing of others there is nothing to ask.
        var broken = state.Modules.Where(module => module.Record is null).SelectMany(module => module.Plan.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return candidates.Count == 0 || candidates.Except(state.Uses[edited.Path].Files).Any(candidate => broken.Contains(candidate) || Leads(candidate, edited.Path, state.Uses))
            ? []
            : [edited.Path];
    }

    private static bool Leads(string from, string to, ImmutableSortedDictionary<string, FileUses> uses)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var file))
        {
            if (file == to)
                return true;
            foreach (var next in uses.GetValueOrDefault(file)?.Files ?? [])
                if (seen.Add(next))
                    open.Push(next);
        }

        return false;
    }

    /// <summary>Asks what was put off, and keeps what was compiled under the key that it has by that.</summary>
    private void Settle(CompileInputs inputs, ProgramState state, ModuleFolder folder)
    {
        string[] files = [.. state.Assumed];
        var walked = UsageTracker.Walk(state.Facts, files, CancellationToken.None);
        var uses = state.Uses.SetItems(files.Select((file, index) => KeyValuePair.Create(file, walked[index])));
        var plan = ModulePlan.Create(state.Facts, uses, ImmutableHashSet<string>.Empty);
        var built = state.Modules.ToImmutableDictionary(module => module.Plan.Name, StringComparer.Ordinal);
        var settled = ImmutableArray.CreateBuilder<BuiltModule>();
        foreach (var module in plan)
        {
            var known = built[module.Name] with { Plan = module };
            if (known is { Key: null, Record: { } record })
            {
                var key = ModuleKeyring.KeyOf(state.Facts, module, name => built[name].DeepSurface);
                known = known with { Key = key, Record = record with { CompileKey = key } };
                folder.Add(known.Record);
            }

            settled.Add(known);
        }

        _state = state with { Uses = uses, Modules = settled.ToImmutable(), Assumed = [] };
        Remember(_state, folder);
    }

    private void Remember(ProgramState state, ModuleFolder folder)
    {
        foreach (var file in state.Facts.Files.Values)
            _seen.Add((file.Path, file.Text));
        if (state.Program.Succeeded)
            folder.Add(state.Key, new ProgramRecord([.. state.Modules.Select(module =>
                new ProgramModule(module.Plan.Name, [.. module.Plan.Files.Select(file => file.Path)], module.Extensions, module.Record!))]));
    }
}
