using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>Executes one attempt of a task: input by expression and schema, the worker, output by schema. Whatever happens is a result, not an exception.</summary>
internal sealed class AttemptExecutor(RunEnvironment environment, RunProgram program, string run, AttemptReports reports)
{
    private const int MostViolations = 5;

    /// <param name="step">The step.</param>
    /// <param name="attempt">Which item and attempt.</param>
    /// <param name="version">The code to execute.</param>
    /// <param name="scope">What its expressions see.</param>
    /// <param name="lease">A worker; the caller gives it back.</param>
    /// <param name="cancellationToken">The run's: cancelled, or the host stops.</param>
    public async Task<AttemptEvidence> ExecuteAsync(StepDefinition step, StartAttempt attempt, TaskVersion version, IEvaluationScope scope, WorkerLease lease, CancellationToken cancellationToken)
    {
        var contract = version.Contract;
        JsonElement input;
        try
        {
            input = step.With.Evaluate(scope);
        }
        catch (EvaluationException exception)
        {
            return AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.Expression, exception.Problem.ToString()));
        }

        if (Violations(contract.Input, input) is { } wrongInput)
            return AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.InvalidInput, $"The input does not fit what {contract.TypeName} takes: {wrongInput}"));

        var item = step.Map is null ? (long?)null : attempt.Item;
        var message = new ExecuteMessage(version.Key, contract.TypeName, run, program.Workflow.Name, step.Name, attempt.Attempt, item,
            Places(step, attempt, item), input);
        using var timeout = step.Timeout is { } limit ? new CancellationTokenSource(limit, environment.Time) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var observer = reports.Observe(step.Name, attempt.Item);
        var result = await lease.ExecuteAsync(version.Modules, message, observer, both.Token);
        return Evidence(step, contract, result, timedOut: timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested);
    }

    private AttemptEvidence Evidence(StepDefinition step, TaskContract contract, AttemptResult result, bool timedOut)
    {
        switch (result.Ending)
        {
            case AttemptEnding.Returned when Violations(contract.Output, result.Output!.Value) is { } wrongOutput:
                return AttemptEvidence.Failed(
                    AttemptError.Of(AttemptErrorIds.InvalidOutput, $"{contract.TypeName} returned what its type forbids: {wrongOutput}"), result.Duration);
            case AttemptEnding.Returned:
                return new AttemptEvidence(AttemptOutcome.Succeeded, environment.Values.Put(result.Output!.Value), null, result.Duration);
            case AttemptEnding.Cancelled when timedOut:
                return new AttemptEvidence(AttemptOutcome.TimedOut, null,
                    AttemptError.Of(AttemptErrorIds.TimedOut, $"The attempt was not done after {step.Timeout!.Value.TotalSeconds:0.###} s (its step's 'timeout')."), result.Duration);
            case AttemptEnding.Cancelled:
                return new AttemptEvidence(AttemptOutcome.Cancelled, null, AttemptError.Of(AttemptErrorIds.Cancelled, "The run was cancelled."), result.Duration);
            case AttemptEnding.Died:
                return new AttemptEvidence(AttemptOutcome.Interrupted, null, result.Error, result.Duration);
            default:
                return AttemptEvidence.Failed(SourceLines.AddTo(result.Error!, environment.Workspace.Root, environment.Code.SymbolsOf), result.Duration);
        }
    }

    private AttemptPlaces Places(StepDefinition step, StartAttempt attempt, long? item)
    {
        var folder = environment.Workspace.RunDirectory(run);
        var artifacts = Path.Combine(folder, "artifacts", step.Name);
        return new AttemptPlaces(environment.Workspace.Root,
            item is null ? artifacts : Path.Combine(artifacts, $"{item:d6}"),
            Path.Combine(environment.Workspace.ScratchDirectory, run, $"{step.Name}-{attempt.Item}-{attempt.Attempt}"),
            RunFiles.Log(folder, step.Name, item), environment.Settings.LogLimit);
    }

    private static string? Violations(JsonSchema schema, JsonElement value)
    {
        var violations = SchemaValidator.Validate(schema, value);
        return violations.IsEmpty ? null
            : string.Join("; ", violations.Take(MostViolations).Select(violation => $"{violation.Path}: {violation.Message}"));
    }
}
