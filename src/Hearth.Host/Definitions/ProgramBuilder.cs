using System.Collections.Immutable;
using Hearth.Host.Extensions;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Host.Definitions;

/// <summary>From the workspace's files to what a run executes; or all that is wrong with them. Safe for use from several threads.</summary>
internal sealed class ProgramBuilder(CodeSource code, DefinitionSource definitions)
{
    /// <summary>One for a single question, outside a host.</summary>
    public static ProgramBuilder Of(Workspace workspace, CodeSource code) => new(code, new DefinitionSource(workspace, code.Graph, code,
        new HostModeChoice(HostMode.Development, HostReload.Run, "a single question")));

    /// <summary>Checks workflows and tasks; warnings are among the problems.</summary>
    /// <param name="names">Which workflows; none for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">A name is unknown.</exception>
    public async Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        Problems(await definitions.LookAsync(cancellationToken), names);

    /// <summary>Takes up what changed, where nothing of it is wrong; otherwise all stays as it is.</summary>
    /// <returns>What is wrong, and warnings.</returns>
    public async Task<(bool Taken, ImmutableArray<Problem> Problems)> ReloadAsync(CancellationToken cancellationToken)
    {
        var now = await definitions.LookAsync(cancellationToken);
        var problems = Problems(now, []);
        var isGood = problems.All(problem => problem.Severity != ProblemSeverity.Error);
        if (isGood)
            definitions.Publish(now);
        return (isGood, problems);
    }

    private static ImmutableArray<Problem> Problems(WorkspaceDefinitions now, IReadOnlyCollection<string> names)
    {
        var (library, tasks) = (now.Library, now.Code);
        foreach (var name in names)
            library.Require(name);
        var (extensions, settings) = ExtensionsOf(now.Settings, tasks);
        var files = names.SelectMany(name => library.Closure(name).Texts.Keys).ToHashSet();
        return
        [
            .. settings,
            .. extensions.Check(),
            .. tasks.Diagnostics.Concat(ExtensionSet.Clashes(tasks.Program?.Extensions ?? [])).Select(Problem),
            .. Check(library, tasks, extensions).Where(problem => names.Count == 0 || files.Contains(problem.File)),
        ];
    }

    /// <summary>What a run of a workflow executes.</summary>
    /// <exception cref="HearthException">Definitions or code have problems: all of them are in it.</exception>
    public async Task<RunProgram> BuildAsync(string workflow, CancellationToken cancellationToken) => Build(await definitions.CurrentAsync(cancellationToken), workflow, null);

    /// <summary>The workflows that runs are made of now; the same object as the last time where nothing changed.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ValueTask<WorkflowLibrary> LibraryAsync(CancellationToken cancellationToken) => definitions.LibraryAsync(cancellationToken);

    /// <summary>All that runs are made of now.</summary>
    /// <exception cref="IOException">A file cannot be read, or the compiled code not be written.</exception>
    public ValueTask<WorkspaceDefinitions> CurrentAsync(CancellationToken cancellationToken) => definitions.CurrentAsync(cancellationToken);

    /// <summary>What a run of a workflow executes, of one moment.</summary>
    /// <param name="now">All that there is.</param>
    /// <param name="workflow">Which workflow.</param>
    /// <param name="pinned">The code that the run kept; null for that of the moment.</param>
    /// <exception cref="HearthException">There is no such workflow, or definitions or code have problems: all of them are in it.</exception>
    public static RunProgram Build(WorkspaceDefinitions now, string workflow, TaskCode? pinned) =>
        Build(now.Library.Closure(workflow), workflow, pinned ?? now.Code, now.Code, now.Settings);

    /// <summary>The same, from definitions that a run kept.</summary>
    /// <param name="library">The definitions.</param>
    /// <param name="workflow">Which of them.</param>
    /// <param name="pinned">The code that the run kept; null for the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">The code has problems, or no longer fits the definitions.</exception>
    public async Task<RunProgram> BuildAsync(WorkflowLibrary library, string workflow, TaskCode? pinned, CancellationToken cancellationToken)
    {
        var tasks = pinned ?? await code.CurrentAsync(TimeSpan.Zero, cancellationToken);
        // A run that keeps its tasks keeps no vault: secrets come from where they are now.
        var current = pinned is null ? tasks : await code.CurrentAsync(TimeSpan.Zero, cancellationToken);
        return Build(library, workflow, tasks, current, await definitions.SettingsAsync(cancellationToken));
    }

    /// <summary>What the compiler said as a problem.</summary>
    internal static Problem Problem(SourceDiagnostic diagnostic) => new(diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Message)
    {
        Severity = diagnostic.Severity == SourceSeverity.Warning ? ProblemSeverity.Warning : ProblemSeverity.Error,
    };

    private static RunProgram Build(WorkflowLibrary library, string workflow, TaskCode tasks, TaskCode current, ReadSettings read)
    {
        var (extensions, settings) = ExtensionsOf(read, current);
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
        var definition = library.Definitions[workflow];
        return new RunProgram(definition, library, tasks, definition.Code == WorkflowCode.Pinned) { Extensions = extensions };
    }

    /// <summary>Vault, stores and reports as they are now.</summary>
    /// <exception cref="HearthException">The settings have problems.</exception>
    public async Task<WorkspaceExtensions> ExtensionsAsync(CancellationToken cancellationToken)
    {
        var (extensions, problems) = ExtensionsOf(await definitions.SettingsAsync(cancellationToken), await code.CurrentAsync(TimeSpan.Zero, cancellationToken));
        problems = [.. problems, .. extensions.Check()];
        return problems.IsEmpty ? extensions : throw new HearthException(HostErrorIds.Invalid, $"{Workspace.SettingsName} has problems.") { Problems = problems };
    }

    /// <summary>Where no task is known because nothing could be read, that each step's task is unknown would be noise.</summary>
    private static ImmutableArray<Problem> Check(WorkflowLibrary library, TaskCode tasks, WorkspaceExtensions extensions) =>
        WorkflowValidator.Validate(library.Parsed, IsUnknown(tasks) ? null : tasks.Contracts, extensions.Names);

    private static bool IsUnknown(TaskCode tasks) => tasks.Contracts.Count == 0 && tasks.Errors.Any();

    private static (WorkspaceExtensions Extensions, ImmutableArray<Problem> Problems) ExtensionsOf(ReadSettings read, TaskCode tasks) =>
        (new WorkspaceExtensions(IsUnknown(tasks) ? null : tasks.Extensions, read.Settings.Vault, read.Settings.Stores), read.Problems);
}
