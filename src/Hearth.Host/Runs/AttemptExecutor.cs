using System.Text.Json;
using Hearth.Host.Extensions;
using Hearth.Host.Results;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>Executes one attempt of a task: input by expression and schema, the worker, output by schema. Whatever happens is a result, not an exception.</summary>
internal sealed class AttemptExecutor(RunEnvironment environment, CurrentProgram program, string run, AttemptReports reports, StoredResults results)
{
    private const int MostViolations = 5;
    private readonly RunSecrets _secrets = new(environment.Calls, () => program.Now.Extensions);
    private readonly ArtifactStores _stores = new(environment.Calls, () => program.Now.Extensions);

    /// <summary>The secrets that the run's attempts were given.</summary>
    public SecretRedactor Secrets => _secrets.Redactor;

    /// <param name="step">The step.</param>
    /// <param name="attempt">Which item and attempt.</param>
    /// <param name="version">The code to execute.</param>
    /// <param name="scope">What its expressions see.</param>
    /// <param name="lease">A worker; the caller gives it back.</param>
    /// <param name="cancellationToken">The run's: cancelled, or the host stops.</param>
    public async Task<AttemptEvidence> ExecuteAsync(StepDefinition step, StartAttempt attempt, TaskVersion version, IEvaluationScope scope, WorkerLease lease, CancellationToken cancellationToken)
    {
        using var timeout = step.Timeout is { } limit ? new CancellationTokenSource(limit, environment.Time) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        bool TimedOut() => timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
        try
        {
            return await ExecuteAsync(step, attempt, version, scope, lease, TimedOut, both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // While a vault or store was waited for.
            return Ended(step, TimedOut(), default);
        }
    }

    private async Task<AttemptEvidence> ExecuteAsync(
        StepDefinition step, StartAttempt attempt, TaskVersion version, IEvaluationScope scope, WorkerLease lease, Func<bool> timedOut, CancellationToken cancellationToken)
    {
        var contract = version.Contract;
        var item = step.Map is null ? (long?)null : attempt.Item;
        var places = Places(step, attempt, item);
        if (!step.With.References.Secrets.IsEmpty)
        {
            // As late as can be: nothing that is recorded has seen them.
            var (values, error) = await _secrets.GetAsync(step.With.References.Secrets, Place(step, attempt, item, places), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (error is not null)
                return AttemptEvidence.Failed(error);
            scope = new SecretScope(scope, _secrets.Vault, values);
        }

        JsonElement input;
        try
        {
            input = step.With.Evaluate(scope);
        }
        catch (EvaluationException exception)
        {
            return AttemptEvidence.Failed(Secrets.Redact(AttemptError.Of(AttemptErrorIds.Expression, exception.Problem.ToString())));
        }

        if (Violations(contract.Input, input) is { } wrongInput)
            return AttemptEvidence.Failed(Secrets.Redact(AttemptError.Of(AttemptErrorIds.InvalidInput, $"The input does not fit what {contract.TypeName} takes: {wrongInput}")));

        var message = new ExecuteMessage(version.Key, contract.TypeName, run, program.Now.Workflow.Name, step.Name, attempt.Attempt, item, places, input,
            Secrets.IsEmpty ? null : Secrets.Secrets);
        // Before the task can see its files: what changes from here on shows when it has ended.
        var given = AttemptInput.FingerprintOf(step, input);
        var identity = given is { } fingerprint ? await results.IdentifyAsync(step, version, fingerprint, scope, cancellationToken) : null;
        using var observer = reports.Observe(step.Name, attempt.Item);
        var result = await lease.ExecuteAsync(version.Modules, message, observer, cancellationToken);
        var evidence = Evidence(step, contract, result, timedOut()) with { Input = given, Identity = identity };
        if (evidence.Outcome == AttemptOutcome.Succeeded && step.Store is { } store
            && await _stores.PutAsync(store.Value, places.Artifacts, Place(step, attempt, item, places), cancellationToken) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return AttemptEvidence.Failed(Secrets.Redact(failure), result.Duration);
        }

        return evidence;
    }

    private CallPlace Place(StepDefinition step, StartAttempt attempt, long? item, AttemptPlaces places) =>
        new(run, program.Now.Workflow.Name, step.Name, attempt.Attempt, item, places.Log, Secrets.Secrets);

    internal static AttemptEvidence Ended(StepDefinition step, bool timedOut, TimeSpan duration) => timedOut
        ? new AttemptEvidence(AttemptOutcome.TimedOut, null,
            AttemptError.Of(AttemptErrorIds.TimedOut, $"The attempt was not done after {step.Timeout!.Value.TotalSeconds:0.###} s (its step's 'timeout')."), duration)
        : new AttemptEvidence(AttemptOutcome.Cancelled, null, AttemptError.Of(AttemptErrorIds.Cancelled, "The run was cancelled."), duration);

    private AttemptEvidence Evidence(StepDefinition step, TaskContract contract, AttemptResult result, bool timedOut)
    {
        switch (result.Ending)
        {
            case AttemptEnding.Returned when Violations(contract.Output, result.Output!.Value) is { } wrongOutput:
                return AttemptEvidence.Failed(
                    Secrets.Redact(AttemptError.Of(AttemptErrorIds.InvalidOutput, $"{contract.TypeName} returned what its type forbids: {wrongOutput}")), result.Duration);
            case AttemptEnding.Returned:
                return new AttemptEvidence(AttemptOutcome.Succeeded, environment.Values.Put(Secrets.Redact(result.Output!.Value)), null, result.Duration);
            case AttemptEnding.Cancelled:
                return Ended(step, timedOut, result.Duration);
            case AttemptEnding.Died:
                return new AttemptEvidence(AttemptOutcome.Interrupted, null, Secrets.Redact(result.Error!), result.Duration);
            default:
                return AttemptEvidence.Failed(Secrets.Redact(SourceLines.AddTo(result.Error!, environment.Workspace.Root, environment.Code.SymbolsOf)), result.Duration);
        }
    }

    private AttemptPlaces Places(StepDefinition step, StartAttempt attempt, long? item)
    {
        var folder = environment.Workspace.RunDirectory(run);
        return new AttemptPlaces(environment.Workspace.Root, RunFiles.Artifacts(folder, step.Name, item),
            Path.Combine(environment.Workspace.ScratchDirectory, run, $"{RunFiles.FolderOf(step.Name)}-{attempt.Item}-{attempt.Attempt}"),
            RunFiles.Log(folder, step.Name, item), environment.Settings.LogLimit);
    }

    internal static string? Violations(JsonSchema schema, JsonElement value)
    {
        var violations = SchemaValidator.Validate(schema, value);
        return violations.IsEmpty ? null
            : string.Join("; ", violations.Take(MostViolations).Select(violation => $"{violation.Path}: {violation.Message}"));
    }
}
