using System.Text.Json;
using Hearth.Workers.Journals;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Runs;
using Hearth.Workflows.Schemas;

namespace Hearth.Host.Runs;

/// <summary>Takes over what workers had finished when their host died, and it had not recorded.</summary>
internal static class JournalRecovery
{
    /// <summary>Adds what is missing to a run's log. Call before the run goes on, and flush before <see cref="Delete"/>.</summary>
    /// <exception cref="IOException">A journal cannot be read.</exception>
    public static async Task AddToAsync(RunLog log, RunEnvironment environment, TaskCode code, CancellationToken cancellationToken)
    {
        var folder = RunFiles.Journals(environment.Workspace.RunDirectory(log.Record.Id));
        // A run that was stopped in good order has said of all that executed what became of it.
        if (log.Machine.Status != RunStatus.Running || !Directory.Exists(folder))
            return;
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            using var journal = await JournalReader.OpenAsync(file, environment.Time, cancellationToken);
            if (journal.ReadHeader() is { } header)
                Add(log, environment, code, header, journal.ReadEntries());
        }
    }

    /// <summary>They are of no use any more.</summary>
    public static void Delete(RunLog log, RunEnvironment environment)
    {
        var folder = RunFiles.Journals(environment.Workspace.RunDirectory(log.Record.Id));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void Add(RunLog log, RunEnvironment environment, TaskCode code, JournalHeader header, IEnumerable<JournalEntry> entries)
    {
        var step = log.Plan.IndexOf(header.Step);
        if (step < 0 || log.Machine.Steps[step].Status != StepStatus.Running)
            return;
        // Only the contract of the code that it was can judge what it returned.
        var version = log.Definition.Followed.InForce.Steps[step].Task is { } task ? code.Find(task.Value) : null;
        var contract = version?.Key == header.Code ? version.Contract : null;
        foreach (var entry in entries.Where(entry => log.Machine.Steps[step].Executing.GetValueOrDefault(entry.Item) == header.Attempt))
        {
            var evidence = EvidenceOf(entry, contract, environment.Values);
            log.Add(new AttemptEnded(environment.Time.GetUtcNow(), step, entry.Item, header.Attempt, evidence.Outcome, evidence.Error?.Transient ?? false), evidence.DataIn(environment.Values));
        }
    }

    private static AttemptEvidence EvidenceOf(JournalEntry entry, TaskContract? contract, ValueStore values)
    {
        if (entry.Error is { } error)
            return AttemptEvidence.Failed(error, entry.Duration);
        var output = JsonElement.Parse(entry.Output.Span, WorkerProtocol.Json);
        return contract is not null && AttemptExecutor.Violations(contract.Output, output) is { } violations
            ? AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.InvalidOutput, $"{contract.TypeName} returned what its type forbids: {violations}"), entry.Duration)
            : new AttemptEvidence(AttemptOutcome.Succeeded, values.Put(output), null, entry.Duration);
    }
}
