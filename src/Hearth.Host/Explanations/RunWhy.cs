using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workers.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Explanations;

/// <summary>
/// Explains from the logs why results were computed or reused: by comparison with the newest earlier run of the same workflow that computed the same step or item. Reads only, beside
/// whatever host is up. Not safe for use from several threads.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="store">Its runs.</param>
public sealed class RunWhy(Workspace workspace, RunStore store)
{
    /// <summary>Earlier runs that are looked into.</summary>
    private const int MostEarlier = 50;

    private readonly ContentStore _content = new(workspace.ObjectsDirectory);
    private readonly Dictionary<long, RunFacts> _facts = [];
    private readonly Dictionary<string, ImmutableArray<RunRecord>> _runs = [];

    /// <summary>Explains a run, a step of it, or an item of a mapped step.</summary>
    /// <param name="subject">RUN, RUN/STEP or RUN/STEP/ITEM; RUN is an id, the start of it, or <c>latest</c>; STEP may be one stage of a step, STEP/STAGE.</param>
    /// <exception cref="StoreException">There is no such run, or its log cannot be read.</exception>
    /// <exception cref="HearthException">There is no such step or item.</exception>
    public WhyView Explain(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var parts = subject.Split('/');
        var run = FactsOf(store.Find(parts[0]));
        var id = run.Record.Id;
        if (parts.Length == 1)
        {
            ImmutableArray<WhyView> steps = [.. run.Workflow.Steps.Select(step => Explain(run, step, null, $"{id}/{step.Name}"))];
            return new WhyView(id, Overall(steps), [.. steps.SelectMany(step => step.Because.Take(1))]) { Steps = steps };
        }

        var stage = parts.Length > 2 ? run.Workflow.Step(StageDefinition.FullName(parts[1], parts[2])) : null;
        ImmutableArray<StepDefinition> named = stage is null ? run.Workflow.StepsNamed(parts[1]) : [stage];
        if (named.IsEmpty)
            throw UnknownStep(run.Workflow, parts[1]);
        var items = string.Join('/', parts.Skip(stage is null ? 2 : 3));
        if (items.Length == 0)
            return Together($"{id}/{parts[1]}", [.. named.Select(step => Explain(run, step, null, $"{id}/{step.Name}"))]);
        if (!long.TryParse(items, NumberStyles.None, CultureInfo.InvariantCulture, out var item) || named.All(step => !run.Of(step.Name).Items.ContainsKey(item)))
            throw new HearthException(HostErrorIds.UnknownStep, $"The step '{stage?.Name ?? parts[1]}' has no item '{items}' with a result in this run. Items count from 0.") { IsUsage = true };
        return Together($"{id}/{parts[1]}/{item}", [.. named.Where(step => run.Of(step.Name).Items.ContainsKey(item)).Select(step => Explain(run, step, item, $"{id}/{step.Name}/{item}"))]);
    }

    /// <summary>One explanation, or those of the stages of a step.</summary>
    private static WhyView Together(string subject, ImmutableArray<WhyView> views) =>
        views is [var single] ? single : new WhyView(subject, Overall(views), [.. views.SelectMany(view => view.Because.Take(1))]) { Steps = views };

    private WhyView Explain(RunFacts run, StepDefinition step, long? item, string subject)
    {
        var because = new List<WhyCause>();
        Follow(run, step, item, because, []);
        var facts = run.Of(step.Name);
        return new WhyView(subject, item is { } one ? facts.Items[one].Verdict : facts.Verdict, [.. because]);
    }

    private static string Overall(ImmutableArray<WhyView> steps) => steps.Any(step => step.Verdict == RunFacts.Computed) ? RunFacts.Computed
        : steps.Any(step => step.Verdict == RunFacts.Reused) ? RunFacts.Reused : steps.Select(step => step.Verdict).FirstOrDefault("pending");

    /// <summary>Adds why a step or item is as it is, and goes on with what that comes from.</summary>
    private void Follow(RunFacts run, StepDefinition step, long? item, List<WhyCause> because, HashSet<string> seen)
    {
        var facts = run.Of(step.Name);
        if (!seen.Add(step.Name))
            return;
        if (facts.Items.Count == 0)
        {
            because.Add(new WhyCause(step.Name, facts.Reason ?? facts.Status ?? "has not begun", facts.At == default ? run.Record.Created : facts.At));
            return;
        }

        var others = 0;
        if (item is null && step.Map is not null)
            (item, others) = Representative(run, step, facts);
        var entry = facts.Items[item ?? 0];
        var node = step.Map is null ? step.Name : $"{step.Name}[{item}]";
        if (entry.Verdict == RunFacts.Reused)
        {
            because.Add(new WhyCause(step.Map is not null && others == facts.Items.Count - 1 && others > 0 ? step.Name : node, entry.Reason ?? "reused", entry.At));
            return;
        }

        var more = others == 0 ? "" : $"; {others} more of its {facts.Items.Count} items";
        if (entry.Run is { } nested)
        {
            because.Add(new WhyCause(node, $"it is the run {nested}: see 'hearth why {nested}'{more}", entry.At));
            return;
        }

        if (!entry.IsComputed)
        {
            because.Add(new WhyCause(node, $"{entry.Verdict}{more}", entry.At));
            return;
        }

        if (EarlierOf(run, step, item ?? 0) is not { } earlier)
        {
            because.Add(new WhyCause(node, $"never computed before{more}", entry.At));
            return;
        }

        var before = earlier.Of(step.Name).Items[item ?? 0];
        var (changes, at) = Changes(entry, before);
        var inputChanged = entry.Input != before.Input || entry.Input is null;
        if (changes.Count == 0 && !inputChanged)
            changes.Add(entry.Reason is { Length: > 0 } reason ? reason : step.Cache is null ? "no `cache`: it is executed each time" : $"nothing that it depends on changed since {earlier.Record.Id}");
        else if (inputChanged)
            changes.Add(entry.Input is null ? "it is given secrets, which are not compared" : "input changed");
        because.Add(new WhyCause(node, ResultSources.Text(changes) + more, at ?? entry.At));
        if (inputChanged)
            FollowInput(run, earlier, step, item ?? 0, because, seen);
    }

    /// <summary>Goes on with where a changed input comes from: the nearest step whose output changed, or else an input of the run.</summary>
    private void FollowInput(RunFacts run, RunFacts earlier, StepDefinition step, long item, List<WhyCause> because, HashSet<string> seen)
    {
        foreach (var stage in run.Workflow.StepsNamed(step.StepName).Reverse().Where(stage => stage.Stage is { } read && step.With.References.Stages.Contains(read.Name)))
            if (run.Of(stage.Name).Items.TryGetValue(item, out var gave) && gave.IsComputed
                && (earlier.Workflow.Step(stage.Name) is null || PrintOf(gave.Output) != PrintOf(earlier.Of(stage.Name).Items.GetValueOrDefault(item)?.Output)))
            {
                Follow(run, stage, item, because, seen);
                return;
            }

        var read = step.With.References.Steps.Concat(step.Map?.Over.References.Steps ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var source in run.Workflow.Steps.Reverse().Where(source => read.Contains(source.StepName) && run.Workflow.StepsNamed(source.StepName)[^1].Name == source.Name))
            if (earlier.Workflow.Step(source.Name) is null || PrintOf(run.Of(source.Name).Output) != PrintOf(earlier.Of(source.Name).Output))
            {
                Follow(run, source, null, because, seen);
                return;
            }

        foreach (var input in step.With.References.Inputs.Concat(step.Map?.Over.References.Inputs ?? []).Distinct())
            if (TextOf(run.Inputs, input) != TextOf(earlier.Inputs, input))
            {
                because.Add(new WhyCause($"inputs.{input}", "changed", run.Record.Created));
                return;
            }

        if (run.Text != earlier.Text)
            because.Add(new WhyCause(run.Workflow.File, "changed", run.Record.Created));
    }

    /// <summary>The item that says most of a mapped step: one that was computed and came out different, or else one that was computed; and how many more there are of its kind.</summary>
    private (long Item, int Others) Representative(RunFacts run, StepDefinition step, StepFacts facts)
    {
        var computed = facts.Items.Where(item => item.Value.IsComputed).ToList();
        if (computed.Count == 0)
        {
            var first = facts.Items.FirstOrDefault(item => item.Value.Verdict != RunFacts.Reused, facts.Items.First());
            return (first.Key, facts.Items.Values.Count(item => item.Verdict == first.Value.Verdict) - 1);
        }

        var different = computed.Where(item => EarlierOf(run, step, item.Key) is { } earlier && PrintOf(earlier.Of(step.Name).Items[item.Key].Output) != PrintOf(item.Value.Output));
        return (different.Select(item => item.Key).FirstOrDefault(computed[0].Key), computed.Count - 1);
    }

    /// <summary>Code, files and variables; with the time of the file's change where it is still that file.</summary>
    private (List<string> Changes, DateTimeOffset? At) Changes(ItemFacts now, ItemFacts before)
    {
        var changes = new List<string>();
        DateTimeOffset? at = null;
        if (now.Code != before.Code)
            changes.Add("code changed");
        if (SourcesOf(now) is { } sources && SourcesOf(before) is { } earlier)
            foreach (var change in sources.Changes(earlier))
            {
                changes.Add(change);
                at ??= ChangedAt(change, now.At);
            }

        return (changes, at);
    }

    private DateTimeOffset? ChangedAt(string change, DateTimeOffset computed)
    {
        var start = change.IndexOf(' ', StringComparison.Ordinal) + 1;
        if (!change.StartsWith("file ", StringComparison.Ordinal) && !change.StartsWith("folder ", StringComparison.Ordinal))
            return null;
        var path = Path.GetFullPath(change[start..change.LastIndexOf(' ')], workspace.Root);
        FileSystemInfo file = path.EndsWith('/') ? new DirectoryInfo(path) : new FileInfo(path);
        return file.Exists && file.LastWriteTimeUtc <= computed.UtcDateTime ? new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) : null;
    }

    private RunFacts? EarlierOf(RunFacts run, StepDefinition step, long item)
    {
        if (!_runs.TryGetValue(run.Record.Workflow, out var runs))
            _runs[run.Record.Workflow] = runs = [.. store.List(int.MaxValue, nested: true).Where(record => record.Workflow == run.Record.Workflow)];
        return runs.Where(record => record.Number < run.Record.Number).Take(MostEarlier).Select(FactsOf).FirstOrDefault(earlier =>
            earlier.Workflow.Step(step.Name) is not null && earlier.Of(step.Name).Items.TryGetValue(item, out var known) && known.IsComputed);
    }

    private RunFacts FactsOf(RunRecord record) =>
        _facts.TryGetValue(record.Number, out var known) ? known : _facts[record.Number] = RunFacts.Read(store, _content, record);

    private ResultSources? SourcesOf(ItemFacts facts) => ResultSources.Read(facts.Sources switch
    {
        null => null,
        { Inline: { } inline } => inline,
        { Reference: var reference } => JsonElement.Parse(_content.Get(reference!.Value)),
    });

    private static string PrintOf(StoredValue? value) => value switch
    {
        null => "",
        { Inline: { } inline } => Fingerprint.Of(CanonicalJson.BytesOf(inline).Span).ToString(),
        _ => value.Reference.ToString()!,
    };

    private static string? TextOf(JsonElement inputs, string name) => inputs.TryGetProperty(name, out var value) ? CanonicalJson.Of(value) : null;

    private static HearthException UnknownStep(WorkflowDefinition workflow, string name)
    {
        var names = workflow.Steps.SelectMany(step => (string[])[step.StepName, step.Name]).Distinct().ToList();
        var hint = NearestName.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"There are: {string.Join(", ", names)}.";
        return new HearthException(HostErrorIds.UnknownStep, $"The run has no step '{name}'. {hint}") { IsUsage = true };
    }
}
