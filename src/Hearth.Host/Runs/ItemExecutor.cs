using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What there is to do for an item of a batch beside executing it: its input by expression and schema, its output by schema. Safe for use from several threads.</summary>
/// <param name="environment">The host's.</param>
/// <param name="program">What the run executes.</param>
/// <param name="run">The run.</param>
/// <param name="scopeOf">What the expressions of an item see.</param>
/// <param name="secrets">What must not be kept.</param>
internal sealed class ItemExecutor(RunEnvironment environment, CurrentProgram program, string run, Func<StartAttempt, IEvaluationScope> scopeOf, Func<SecretRedactor> secrets)
{
    private const int LargestInput = WorkerProtocol.MaximumFrame - (1024 * 1024);

    /// <summary>What the items of a batch have in common.</summary>
    public BatchMessage Message(BatchWork work)
    {
        var folder = environment.Workspace.RunDirectory(run);
        var step = work.Definition.Name;
        return new BatchMessage(work.Version.Key, work.Version.Contract.TypeName, run, program.Now.Workflow.Name, step, work.First.Attempt,
            work.Journal, new BatchPlaces(environment.Workspace.Root,
            RunFiles.Artifacts(folder, step, null), Path.Combine(environment.Workspace.ScratchDirectory, run, $"{RunFiles.FolderOf(step)}-"), RunFiles.ItemLogs(folder, step), environment.Settings.LogLimit));
    }

    /// <summary>The input of an item.</summary>
    public PreparedItem Prepare(BatchWork work, long item)
    {
        try
        {
            var contract = work.Version.Contract;
            var input = work.Definition is { WithIsDefault: true, Stage: null or { After: null } } ? work.Items.Element(item) : work.Definition.With.Evaluate(scopeOf(work.At(item)));
            var bytes = JsonMarshal.GetRawUtf8Value(input);
            if (bytes.Length > LargestInput)
                return Failed(AttemptError.Of(AttemptErrorIds.InvalidInput, $"The input is {bytes.Length / (1024 * 1024)} MiB of JSON; {LargestInput / (1024 * 1024)} MiB is the most. Hand over the path of a file."));
            return AttemptExecutor.Violations(contract.Input, input) is { } violations
                ? Failed(AttemptError.Of(AttemptErrorIds.InvalidInput, $"The input does not fit what {contract.TypeName} takes: {violations}"))
                : new PreparedItem(bytes.ToArray(), AttemptInput.FingerprintOf(input), null);
        }
        catch (EvaluationException exception)
        {
            return Failed(AttemptError.Of(AttemptErrorIds.Expression, exception.Problem.ToString()));
        }
        catch (Exception exception)
        {
            return Failed(AttemptError.Of(AttemptErrorIds.Threw, $"The host failed to prepare the attempt: {exception.Message}"));
        }
    }

    /// <summary>What is kept of how an item ended. Whatever goes wrong with that is the item's end, not the worker's.</summary>
    public AttemptEvidence Evidence(BatchWork work, in ItemEnd end)
    {
        try
        {
            return Judge(work, end);
        }
        catch (Exception exception)
        {
            return AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.Threw, $"The host failed to keep what the attempt returned: {exception.Message}"), end.Duration);
        }
    }

    /// <summary>What is kept of an item under which its worker died.</summary>
    public AttemptEvidence Died(WorkerLease lease, WorkerExit exit, TimeSpan after) =>
        new(AttemptOutcome.Interrupted, null, secrets().Redact(lease.Death(exit)), after);

    private AttemptEvidence Judge(BatchWork work, in ItemEnd end)
    {
        var redactor = secrets();
        if (end.Error is { } error)
            return AttemptEvidence.Failed(redactor.Redact(SourceLines.AddTo(error, environment.Workspace.Root, environment.Code.SymbolsOf)), end.Duration);
        var output = JsonElement.Parse(end.Output.Span, WorkerProtocol.Json);
        if (AttemptExecutor.Violations(work.Version.Contract.Output, output) is { } violations)
            return AttemptEvidence.Failed(redactor.Redact(
                AttemptError.Of(AttemptErrorIds.InvalidOutput, $"{work.Version.Contract.TypeName} returned what its type forbids: {violations}")), end.Duration);
        return new AttemptEvidence(AttemptOutcome.Succeeded, environment.Values.Put(redactor.IsEmpty ? output : redactor.Redact(output)), null, end.Duration);
    }

    private PreparedItem Failed(AttemptError error) => new(default, null, secrets().Redact(error));
}
