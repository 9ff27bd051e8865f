using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Host.Json;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Definitions;

/// <summary>Workflow files, read and parsed at one moment. Immutable.</summary>
internal sealed class WorkflowLibrary
{
    private readonly ImmutableSortedDictionary<string, string> _texts;
    private readonly Lazy<ImmutableArray<ParsedWorkflow>> _parsed;

    private WorkflowLibrary(ImmutableSortedDictionary<string, string> texts)
    {
        _texts = texts;
        _parsed = new Lazy<ImmutableArray<ParsedWorkflow>>(() => [.. texts.Select(file => WorkflowParser.Parse(file.Key, file.Value))]);
    }

    /// <summary>All of them, also those with problems.</summary>
    public ImmutableArray<ParsedWorkflow> Parsed => _parsed.Value;

    /// <summary>The files' texts, by path from the workspace's folder.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>Those that can be used, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowDefinition> Definitions => Parsed.Where(parsed => parsed.Definition is not null)
        .DistinctBy(parsed => parsed.Name).ToDictionary(parsed => parsed.Name, parsed => parsed.Definition!);

    public static WorkflowLibrary Read(Workspace workspace)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(workspace.WorkflowsDirectory))
            foreach (var file in Directory.EnumerateFiles(workspace.WorkflowsDirectory).Where(IsWorkflow))
                try
                {
                    texts.Add($"workflows/{Path.GetFileName(file)}", File.ReadAllText(file));
                }
                catch (FileNotFoundException) when (new FileInfo(file).LinkTarget is null)
                {
                    // Deleted since the folder was listed: as if it had been deleted before.
                }
        return new WorkflowLibrary(texts.ToImmutable());
    }

    /// <summary>The definitions that a run keeps.</summary>
    /// <exception cref="StoreException">They are gone.</exception>
    public static WorkflowLibrary Load(ContentStore content, string reference)
    {
        if (!Fingerprint.TryParse(reference, out var fingerprint))
            throw new StoreException(StoreException.Damaged, $"The run's definitions are named '{reference}', which is no fingerprint.");
        var texts = RunRecordJson.ReadTexts(content.Get(fingerprint));
        return new WorkflowLibrary(texts.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Whether the files say the same.</summary>
    public bool HasTextsOf(WorkflowLibrary other) => _texts.SequenceEqual(other._texts);

    /// <summary>Only a workflow and what it nests, directly or not.</summary>
    /// <exception cref="HearthException">There is no such workflow.</exception>
    public WorkflowLibrary Closure(string name)
    {
        var wanted = new HashSet<string>();
        var open = new Stack<string>([Require(name).Name]);
        while (open.TryPop(out var next))
            if (wanted.Add(next))
                foreach (var nested in Parsed.Where(parsed => parsed.Name == next).SelectMany(parsed => parsed.Definition?.Steps ?? []))
                    if (nested.Workflow is { } workflow)
                        open.Push(workflow.Value);
        return new WorkflowLibrary(_texts.Where(file => wanted.Contains(Path.GetFileNameWithoutExtension(file.Key))).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The workflow with this name.</summary>
    /// <exception cref="HearthException">There is none.</exception>
    public ParsedWorkflow Require(string name)
    {
        if (Parsed.FirstOrDefault(parsed => parsed.Name == name) is { } found)
            return found;
        var names = Parsed.Select(parsed => parsed.Name).ToList();
        var hint = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?"
            : names.Count == 0 ? " There is none in workflows/." : $" There are: {string.Join(", ", names)}.";
        throw new HearthException(HostErrorIds.UnknownWorkflow, $"There is no workflow '{name}'.{hint}") { IsUsage = true };
    }

    private static bool IsWorkflow(string path) =>
        Path.GetFileName(path)[0] != '.' && Path.GetExtension(path) is ".yaml" or ".yml";
}
