using System.Collections.Immutable;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Host.Definitions;

/// <summary>From the workspace's files to what a run executes; or all that is wrong with them. Safe for use from several threads.</summary>
internal sealed class ProgramBuilder(Workspace workspace) : IDisposable
{
    private readonly TaskCompiler _compiler = new();

    /// <summary>Checks workflows and tasks.</summary>
    /// <param name="names">Which workflows; none for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">A name is unknown.</exception>
    public async Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var library = WorkflowLibrary.Read(workspace);
        foreach (var name in names)
            library.Require(name);
        var compiled = await CompileAsync(cancellationToken);
        var contracts = compiled.Code is { } code ? new TaskCode(code).Contracts : null;
        var (_, settings) = WorkspaceSettings.Parse(await File.ReadAllTextAsync(workspace.SettingsFile, cancellationToken));
        var files = names.SelectMany(name => library.Closure(name).Texts.Keys).ToHashSet();
        return
        [
            .. settings,
            .. Errors(compiled),
            .. WorkflowValidator.Validate(library.Parsed, contracts).Where(problem => names.Count == 0 || files.Contains(problem.File)),
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
        var compiled = await CompileAsync(cancellationToken);
        var code = compiled.Code is null ? null : new TaskCode(compiled.Code);
        ImmutableArray<Problem> problems = [.. Errors(compiled), .. WorkflowValidator.Validate(library.Parsed, code?.Contracts)];
        if (code is null || !problems.IsEmpty)
            throw new HearthException(HostErrorIds.Invalid, code is null ? "The tasks do not compile." : $"The workflow '{workflow}' has problems.") { Problems = problems };
        var definitions = library.Definitions;
        return (new RunProgram(definitions[workflow], definitions, code), library);
    }

    public void Dispose() => _compiler.Dispose();

    private Task<CompileResult> CompileAsync(CancellationToken cancellationToken) => _compiler.CompileAsync(
        new CompileRequest(workspace.TasksDirectory, workspace.Root, workspace.ModulesDirectory, SdkFiles.Shipped), cancellationToken);

    private static IEnumerable<Problem> Errors(CompileResult result) => result.Diagnostics.Where(diagnostic => diagnostic.Severity == SourceSeverity.Error)
        .Select(diagnostic => new Problem(diagnostic.Id, diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Message));
}
