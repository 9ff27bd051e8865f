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
    private readonly ImmutableArray<WorkflowFile> _files;

    /// <param name="files">By path.</param>
    private WorkflowLibrary(IEnumerable<WorkflowFile> files) => _files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>All of them, also those with problems.</summary>
    public ImmutableArray<ParsedWorkflow> Parsed => [.. _files.Select(file => file.Parsed)];

    /// <summary>The files' texts, by path from the workspace's folder.</summary>
    public IReadOnlyDictionary<string, string> Texts => _files.ToImmutableSortedDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);

    /// <summary>Those that can be used, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowDefinition> Definitions => Parsed.Where(parsed => parsed.Definition is not null)
        .DistinctBy(parsed => parsed.Name).ToDictionary(parsed => parsed.Name, parsed => parsed.Definition!);

    /// <summary>The files as they are now.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="known">Read before: what has the same text is not parsed again, as a large workflow takes longer to parse than a small one to run.</param>
    public static WorkflowLibrary Read(Workspace workspace, WorkflowLibrary? known = null)
    {
        var before = known?._files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var files = new List<WorkflowFile>();
        if (Directory.Exists(workspace.WorkflowsDirectory))
            foreach (var file in Directory.EnumerateFiles(workspace.WorkflowsDirectory).Where(IsWorkflow))
                try
                {
                    var (path, text) = ($"workflows/{Path.GetFileName(file)}", File.ReadAllText(file));
                    files.Add(before?.GetValueOrDefault(path) is { } same && same.Text == text ? same : new WorkflowFile(path, text));
                }
                catch (FileNotFoundException) when (new FileInfo(file).LinkTarget is null)
                {
                    // Deleted since the folder was listed: as if it had been deleted before.
                }
        return new WorkflowLibrary(files);
    }

    /// <summary>The definitions that a run keeps.</summary>
    /// <exception cref="StoreException">They are gone.</exception>
    public static WorkflowLibrary Load(ContentStore content, string reference)
    {
        if (!Fingerprint.TryParse(reference, out var fingerprint))
            throw new StoreException(StoreException.Damaged, $"The run's definitions are named '{reference}', which is no fingerprint.");
        var texts = RunRecordJson.ReadTexts(content.Get(fingerprint));
        return new WorkflowLibrary(texts.Select(file => new WorkflowFile(file.Key, file.Value)));
    }

    /// <summary>Whether the files say the same.</summary>
    public bool HasTextsOf(WorkflowLibrary other) => _files.Select(file => (file.Path, file.Text)).SequenceEqual(other._files.Select(file => (file.Path, file.Text)));

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

    private static bool IsWorkflow(string path) =>
        Path.GetFileName(path)[0] != '.' && Path.GetExtension(path) is ".yaml" or ".yml";

    /// <summary>A file's text, parsed when it is first needed: most runs need one of many.</summary>
    private sealed class WorkflowFile(string path, string text)
    {
        private readonly Lazy<ParsedWorkflow> _parsed = new(() => WorkflowParser.Parse(path, text));

        public string Path => path;

        public string Text => text;

        /// <summary>The workflow's name is its file's.</summary>
        public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

        public ParsedWorkflow Parsed => _parsed.Value;
    }
}
