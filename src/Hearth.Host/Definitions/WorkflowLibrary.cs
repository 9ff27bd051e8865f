using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Definitions;

/// <summary>Workflow files, read and parsed at one moment. Immutable.</summary>
internal sealed class WorkflowLibrary
{
    private readonly ImmutableArray<WorkflowFile> _files;
    private readonly Lazy<IReadOnlyDictionary<string, WorkflowDefinition>> _definitions;

    /// <param name="files">In any order.</param>
    public WorkflowLibrary(IEnumerable<WorkflowFile> files)
    {
        _files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        _definitions = new(() => Parsed.Where(parsed => parsed.Definition is not null).DistinctBy(parsed => parsed.Name).ToDictionary(parsed => parsed.Name, parsed => parsed.Definition!));
    }

    /// <summary>All of them, also those with problems.</summary>
    public ImmutableArray<ParsedWorkflow> Parsed => [.. _files.Select(file => file.Parsed)];

    /// <summary>The files' texts, by path from the workspace's folder.</summary>
    public IReadOnlyDictionary<string, string> Texts => _files.ToImmutableSortedDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);

    /// <summary>Those that can be used, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowDefinition> Definitions => _definitions.Value;

    /// <summary>The definitions that a run keeps.</summary>
    /// <exception cref="StoreException">They are gone.</exception>
    public static WorkflowLibrary Load(ContentStore content, string reference)
    {
        if (!Fingerprint.TryParse(reference, out var fingerprint))
            throw new StoreException(StoreException.Damaged, $"The run's definitions are named '{reference}', which is no fingerprint.");
        var texts = RunRecordJson.ReadTexts(content.Get(fingerprint));
        return new WorkflowLibrary(texts.Select(file => new WorkflowFile(file.Key, file.Value)));
    }

    /// <summary>Only a workflow and what it nests, directly or not.</summary>
    /// <exception cref="HearthException">There is no such workflow.</exception>
    public WorkflowLibrary Closure(string name)
    {
        var wanted = new HashSet<string>();
        var open = new Stack<string>([Require(name).Name]);
        while (open.TryPop(out var next))
            if (wanted.Add(next))
                foreach (var nested in _files.Where(file => file.Name == next).SelectMany(file => file.Parsed.Definition?.Steps ?? []))
                    if (nested.Workflow is { } workflow)
                        open.Push(workflow.Value);
        return new WorkflowLibrary(_files.Where(file => wanted.Contains(file.Name)));
    }

    /// <summary>Whether a workflow, and all that it nests, has the same files with the same texts here and there.</summary>
    public bool HasSameTexts(string name, WorkflowLibrary other) =>
        _files.Any(file => file.Name == name) && other._files.Any(file => file.Name == name) && Closure(name).Texts.SequenceEqual(other.Closure(name).Texts);

    /// <summary>The workflow with this name.</summary>
    /// <exception cref="HearthException">There is none.</exception>
    public ParsedWorkflow Require(string name)
    {
        if (_files.FirstOrDefault(file => file.Name == name) is { } found)
            return found.Parsed;
        var names = _files.Select(file => file.Name).ToList();
        var hint = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?"
            : names.Count == 0 ? " There is none in workflows/." : $" There are: {string.Join(", ", names)}.";
        throw new HearthException(HostErrorIds.UnknownWorkflow, $"There is no workflow '{name}'.{hint}") { IsUsage = true };
    }

    /// <summary>Whether a file of this name is a workflow.</summary>
    public static bool IsWorkflow(string path) =>
        Path.GetFileName(path)[0] != '.' && Path.GetExtension(path) is ".yaml" or ".yml";
}
