using System.Collections.Immutable;
using Hearth.Host.Extensions;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Host.Definitions;

/// <summary>From the workspace's files to what a run executes; or all that is wrong with them. Safe for use from several threads.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="compiled">Told of each compilation that came out otherwise than the one before; null for nobody.</param>
internal sealed class ProgramBuilder(Workspace workspace, Action<CompileResult>? compiled = null) : IDisposable
{
    private readonly TaskCompiler _compiler = new();
    private readonly Lock _telling = new();
    private CompileResult? _told;

    /// <summary>Checks workflows and tasks.</summary>
    /// <param name="names">Which workflows; none for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">A name is unknown.</exception>
    public async Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var library = WorkflowLibrary.Read(workspace);
        foreach (var name in names)
            library.Require(name);
        var result = await CompileAsync(cancellationToken);
        var code = result.Code is null ? null : new TaskCode(result.Code);
        var (extensions, settings) = await ExtensionsAsync(code, cancellationToken);
        var files = names.SelectMany(name => library.Closure(name).Texts.Keys).ToHashSet();
        return
        [
            .. settings,
            .. Errors(result),
            .. WorkflowValidator.Validate(library.Parsed, code?.Contracts, extensions.Names).Where(problem => names.Count == 0 || files.Contains(problem.File)),
        ];
    }

    /// <summary>What a run of a workflow executes, with the texts of its definitions.</summary>
    /// <exception cref="HearthException">Definitions or code have problems: all of them are in it.</exception>
    public Task<(RunProgram Program, WorkflowLibrary Library)> BuildAsync(string workflow, CancellationToken cancellationToken) =>
        BuildAsync(WorkflowLibrary.Read(workspace).Closure(workflow), workflow, cancellationToken);

    /// <summary>The same, from definitions that a run kept. The code is the newest.</summary>
    /// <exception cref="HearthException">The code has problems, or no longer fits the definitions.</exception>
    public async Task<(RunProgram Program, WorkflowLibrary Library)> BuildAsync(WorkflowLibrary library, string workflow, CancellationToken cancellationToken)
    {
        var result = await CompileAsync(cancellationToken);
        var code = result.Code is null ? null : new TaskCode(result.Code);
        var (extensions, settings) = await ExtensionsAsync(code, cancellationToken);
        ImmutableArray<Problem> problems = [.. settings, .. Errors(result), .. WorkflowValidator.Validate(library.Parsed, code?.Contracts, extensions.Names)];
        if (code is null || !problems.IsEmpty)
            throw new HearthException(HostErrorIds.Invalid, code is null ? "The tasks do not compile." : $"The workflow '{workflow}' has problems.") { Problems = problems };
        var definitions = library.Definitions;
        return (new RunProgram(definitions[workflow], definitions, code) { Extensions = extensions }, library);
    }

    /// <summary>Vault, stores and reports as they are now.</summary>
    /// <exception cref="HearthException">The settings or the code have problems.</exception>
    public async Task<WorkspaceExtensions> ExtensionsAsync(CancellationToken cancellationToken)
    {
        var result = await CompileAsync(cancellationToken);
        var (extensions, problems) = await ExtensionsAsync(result.Code is null ? null : new TaskCode(result.Code), cancellationToken);
        problems = [.. problems, .. Errors(result)];
        return problems.IsEmpty ? extensions : throw new HearthException(HostErrorIds.Invalid, "The settings or the code of the workspace have problems.") { Problems = problems };
    }

    public void Dispose() => _compiler.Dispose();

    /// <summary>Read anew for each run: a vault that was moved is found by the next.</summary>
    private async Task<(WorkspaceExtensions Extensions, ImmutableArray<Problem> Problems)> ExtensionsAsync(TaskCode? code, CancellationToken cancellationToken)
    {
        var (settings, problems) = WorkspaceSettings.Parse(await File.ReadAllTextAsync(workspace.SettingsFile, cancellationToken));
        var extensions = new WorkspaceExtensions(code?.Extensions, settings.Vault, settings.Stores);
        return (extensions, [.. problems, .. extensions.Check()]);
    }

    private async Task<CompileResult> CompileAsync(CancellationToken cancellationToken)
    {
        var result = await _compiler.CompileAsync(new CompileRequest(workspace.TasksDirectory, workspace.Root, workspace.ModulesDirectory, SdkFiles.Shipped), cancellationToken);
        Tell(result);
        return result;
    }

    private void Tell(CompileResult result)
    {
        lock (_telling)
        {
            if (compiled is null || (_told is { } before && before.Code?.CompileKey == result.Code?.CompileKey && before.Diagnostics.SequenceEqual(result.Diagnostics)))
                return;
            _told = result;
            compiled(result);
        }
    }

    private static IEnumerable<Problem> Errors(CompileResult result) => result.Diagnostics.Concat(ExtensionSet.Duplicates(result.Code?.Tasks ?? [])).Where(diagnostic => diagnostic.Severity == SourceSeverity.Error)
        .Select(diagnostic => new Problem(diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Message));
}
