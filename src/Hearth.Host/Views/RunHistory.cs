using Hearth.Host.Definitions;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Workspaces;
using Hearth.Store;

namespace Hearth.Host.Views;

/// <summary>Looks at runs, past and present, beside whatever host is up. Reads only.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="store">Its store.</param>
public sealed class RunHistory(Workspace workspace, RunStore store)
{
    private readonly ContentStore _content = new(workspace.ObjectsDirectory);
    private bool? _hosted;

    /// <summary>The newest runs, newest first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="workflow">Only of this workflow.</param>
    /// <param name="status">Only in this status.</param>
    public RunList List(int limit, string? workflow = null, string? status = null) => new(
    [
        .. store.List(workflow is null && status is null ? limit : int.MaxValue)
            .Where(run => workflow is null || run.Workflow == workflow)
            .Select(run => new RunSummary(run.Id, run.Workflow, Status(run), run.Created, run.Ended))
            .Where(run => status is null || run.Status == status)
            .Take(limit),
    ]);

    /// <summary>One run.</summary>
    /// <param name="idOrStart">Its id, the start of it, or <c>latest</c>.</param>
    /// <param name="allAttempts">Every attempt of mapped steps, however many.</param>
    /// <exception cref="StoreException">There is none, or several.</exception>
    public RunView Show(string idOrStart, bool allAttempts = false)
    {
        var record = store.Find(idOrStart);
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var fold = new RunViewFold(Definitions(start.Definitions).Definitions[record.Workflow], Definitions, allAttempts);
        foreach (var entry in store.Read(record.Number))
            fold.Take(entry);
        var result = RunRecordJson.ReadResult(record.Result.Span);
        return new RunView(record.Id, record.Workflow, Status(record), fold.Seconds(IsRunning(record)), record.Created, record.Parent,
            workspace.RunDirectory(record.Id), start.Inputs, result?.Outputs, result?.Error, fold.Steps())
        {
            Definition = fold.Definition,
            Warnings = [.. store.Findings.Of(record.Id).Select(finding => new WarningView(finding.Id, finding.Message))],
        };
    }

    private WorkflowLibrary Definitions(string reference) => WorkflowLibrary.Load(_content, reference);

    private bool IsRunning(RunRecord run) => run.Status == "running" && (_hosted ??= HostLock.IsHeld(workspace));

    /// <summary>A run whose host is gone does not run, whatever its row says.</summary>
    private string Status(RunRecord run) => run.Status == "running" && !IsRunning(run) ? "interrupted" : run.Status;
}
