using Hearth.Host.Workspaces;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Finds what may stand for the attempts of a run. Safe for use from several threads.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="run">The run's id.</param>
/// <param name="previous">The runs to take results over from.</param>
internal sealed class ResultReuse(Workspace workspace, string run, PreviousRuns previous)
{
    /// <summary>What stands for an attempt, with its artifacts in place; or why it is executed.</summary>
    /// <exception cref="IOException">Artifacts cannot be copied.</exception>
    public async ValueTask<(ReusedResult? Result, string Reason)> FindAsync(StartAttempt attempt, StepDefinition step, TaskVersion version, IEvaluationScope scope, CancellationToken cancellationToken)
    {
        if (!step.With.References.Secrets.IsEmpty)
            return (null, "its input holds secrets, which are not compared");
        string input;
        try
        {
            input = AttemptInput.FingerprintOf(step, step.With.Evaluate(scope))!.Value.ToString();
        }
        catch (EvaluationException)
        {
            // The attempt will say so.
            return (null, "");
        }

        var (found, reason) = previous.Find(step.Name, attempt.Item, version.Key, input);
        return (found is null ? null : found with { Restored = await CopyArtifactsAsync(step, attempt, found, cancellationToken) }, reason);
    }

    /// <summary>Copies, not links: a task that is executed again may write over its artifacts, and those of another run must stay.</summary>
    /// <returns>Where they are now; null where there are none.</returns>
    private async Task<string?> CopyArtifactsAsync(StepDefinition step, StartAttempt attempt, ReusedResult found, CancellationToken cancellationToken)
    {
        var from = RunFiles.Artifacts(workspace.RunDirectory(found.Source), step.Name, step.Map is null ? null : found.Item);
        if (!Directory.Exists(from))
            return null;
        var to = RunFiles.Artifacts(workspace.RunDirectory(run), step.Name, step.Map is null ? null : attempt.Item);
        try
        {
            await Task.Run(() => FolderCopy.Copy(from, to, cancellationToken), cancellationToken);
            return to;
        }
        catch
        {
            // Half of it must not lie beside what the task will leave.
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            throw;
        }
    }
}
