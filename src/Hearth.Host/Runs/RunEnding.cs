using Hearth.Host.Extensions;
using Hearth.Host.Views;
using Hearth.Store;
using Hearth.Workers.Secrets;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What is done when a run has ended: after the end is in the log, and before anybody hears of it.</summary>
internal static class RunEnding
{
    private static readonly TimeSpan ReportPatience = TimeSpan.FromMinutes(1);

    /// <summary>Writes the reports that a workflow asks for.</summary>
    public static async Task ReportAsync(RunEnvironment environment, WorkflowDefinition workflow, string run, RunStatus status, SecretRedactor secrets)
    {
        if (status is not (RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled) || workflow.Reports.IsEmpty)
            return;
        try
        {
            using var limit = new CancellationTokenSource(ReportPatience, environment.Time);
            await new RunReports(environment.Calls).WriteAllAsync(workflow, new RunHistory(environment.Workspace, environment.Store).Show(run), secrets, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException or OperationCanceledException)
        {
            // The run has ended as it has, whatever can be said of it. 'hearth report' tries again, and says why it cannot.
        }
    }
}
