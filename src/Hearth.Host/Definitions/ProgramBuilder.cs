using System.Collections.Immutable;
using System.Diagnostics;
using Hearth.Coherence.Files;
using Hearth.Host.Extensions;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Host.Definitions;

/// <summary>From the workspace's files to what a run executes; or all that is wrong with them. Safe for use from several threads.</summary>
internal sealed class ProgramBuilder(Workspace workspace, CodeSource code)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly GitLock _git = new(workspace.Root, TimeProvider.System);
    private volatile WorkflowLibrary? _library;

    /// <summary>Checks workflows and tasks; warnings are among the problems.</summary>
    /// <param name="names">Which workflows; none for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">A name is unknown.</exception>
    public async Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var library = Read();
        foreach (var name in names)
            library.Require(name);
        var tasks = await code.CurrentAsync(TimeSpan.Zero, cancellationToken);
        var (extensions, settings) = await ExtensionsAsync(tasks, cancellationToken);
        var files = names.SelectMany(name => library.Closure(name).Texts.Keys).ToHashSet();
        return
        [
            .. settings,
            .. extensions.Check(),
            .. tasks.Diagnostics.Concat(ExtensionSet.Clashes(tasks.Program?.Extensions ?? [])).Select(Problem),
            .. Check(library, tasks, extensions).Where(problem => names.Count == 0 || files.Contains(problem.File)),
        ];
    }

    /// <summary>What a run of a workflow executes, with the texts of its definitions.</summary>
    /// <exception cref="HearthException">Definitions or code have problems: all of them are in it.</exception>
    public async Task<(RunProgram Program, WorkflowLibrary Library)> BuildAsync(string workflow, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await _git.WaitAsync(cancellationToken);
            var library = Read();
            var tasks = await code.CurrentAsync(TimeSpan.Zero, cancellationToken);
            // Definitions and code are of one moment only if neither changed while the other was read.
            if (Read().HasTextsOf(library) || Stopwatch.GetElapsedTime(started) > Patience)
                return await BuildAsync(library.Closure(workflow), workflow, tasks, tasks, cancellationToken);
        }
    }

    /// <summary>The same, from definitions that a run kept.</summary>
    /// <param name="library">The definitions.</param>
    /// <param name="workflow">Which of them.</param>
    /// <param name="pinned">The code that the run kept; null for the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">The code has problems, or no longer fits the definitions.</exception>
    public async Task<(RunProgram Program, WorkflowLibrary Library)> BuildAsync(WorkflowLibrary library, string workflow, TaskCode? pinned, CancellationToken cancellationToken)
    {
        var tasks = pinned ?? await code.CurrentAsync(TimeSpan.Zero, cancellationToken);
        // A run that keeps its tasks keeps no vault: secrets come from where they are now.
        return await BuildAsync(library, workflow, tasks, pinned is null ? tasks : await code.CurrentAsync(TimeSpan.Zero, cancellationToken), cancellationToken);
    }

    /// <summary>What the compiler said as a problem.</summary>
    internal static Problem Problem(SourceDiagnostic diagnostic) => new(diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Message)
    {
        Severity = diagnostic.Severity == SourceSeverity.Warning ? ProblemSeverity.Warning : ProblemSeverity.Error,
    };

    private async Task<(RunProgram Program, WorkflowLibrary Library)> BuildAsync(
        WorkflowLibrary library, string workflow, TaskCode tasks, TaskCode current, CancellationToken cancellationToken)
    {
        var (extensions, settings) = await ExtensionsAsync(current, cancellationToken);
        ImmutableArray<Problem> problems = [.. settings, .. extensions.CheckFor([.. library.Definitions.Values]), .. Check(library, tasks, extensions)];
        var needed = library.Parsed.SelectMany(parsed => parsed.Definition?.Steps ?? []).Select(step => step.Task?.Value).OfType<string>().Distinct(StringComparer.Ordinal);
        // What does not compile matters where it is needed; where a task or another extension is not known at all, it may be among that.
        var unknown = needed.Any(task => !tasks.Contracts.ContainsKey(task));
        var unknownExtension = problems.Any(problem => problem.Id is HostErrorIds.UnknownExtension or ProblemIds.UnknownReport);
        ImmutableArray<Problem> errors =
        [
            .. (unknown ? tasks.Errors : needed.Where(task => tasks.Find(task) is null).SelectMany(task => tasks.ErrorsOf(task)))
                .Concat(unknownExtension ? current.Errors : []).Distinct().Select(Problem),
        ];
        if (!errors.IsEmpty || !problems.IsEmpty)
            throw new HearthException(HostErrorIds.Invalid, errors.IsEmpty ? $"The workflow '{workflow}' has problems." : "The tasks do not compile.") { Problems = [.. errors, .. problems] };
        var definitions = library.Definitions;
        return (new RunProgram(definitions[workflow], definitions, tasks, definitions[workflow].Code == WorkflowCode.Pinned) { Extensions = extensions }, library);
    }

    /// <summary>Vault, stores and reports as they are now.</summary>
    /// <exception cref="HearthException">The settings have problems.</exception>
    public async Task<WorkspaceExtensions> ExtensionsAsync(CancellationToken cancellationToken)
    {
        var (extensions, problems) = await ExtensionsAsync(await code.CurrentAsync(TimeSpan.Zero, cancellationToken), cancellationToken);
        problems = [.. problems, .. extensions.Check()];
        return problems.IsEmpty ? extensions : throw new HearthException(HostErrorIds.Invalid, $"{Workspace.SettingsName} has problems.") { Problems = problems };
    }

    /// <summary>All workflows as they are now; what did not change is not parsed again.</summary>
    private WorkflowLibrary Read() => _library = WorkflowLibrary.Read(workspace, _library);

    /// <summary>Where no task is known because nothing could be read, that each step's task is unknown would be noise.</summary>
    private static ImmutableArray<Problem> Check(WorkflowLibrary library, TaskCode tasks, WorkspaceExtensions extensions) =>
        WorkflowValidator.Validate(library.Parsed, IsUnknown(tasks) ? null : tasks.Contracts, extensions.Names);

    private static bool IsUnknown(TaskCode tasks) => tasks.Contracts.Count == 0 && tasks.Errors.Any();

    /// <summary>Read anew for each run: a vault that was moved is found by the next.</summary>
    private async Task<(WorkspaceExtensions Extensions, ImmutableArray<Problem> Problems)> ExtensionsAsync(TaskCode tasks, CancellationToken cancellationToken)
    {
        var (settings, problems) = WorkspaceSettings.Parse(await File.ReadAllTextAsync(workspace.SettingsFile, cancellationToken));
        return (new WorkspaceExtensions(IsUnknown(tasks) ? null : tasks.Extensions, settings.Vault, settings.Stores), problems);
    }
}
