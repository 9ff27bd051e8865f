using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Between events and the entries that the store keeps. The words are part of the format: old logs must stay readable.</summary>
internal static class RunEventCodec
{
    public static LogEntry Encode(RunEvent happened, EventData data, RunPlan plan) => happened switch
    {
        RunStarted => Entry(happened, "run-started", null, null, null, data),
        StepOpened opened => Entry(happened, "step-opened", plan.Steps[opened.Step].Name, null, null, data with { Items = opened.Items, Quarantine = opened.Quarantine }),
        StepSkipped skipped => Entry(happened, "step-skipped", plan.Steps[skipped.Step].Name, null, null, data with { Reason = skipped.Reason }),
        AttemptStarted { Count: > 1 } started => Entry(happened, "attempts-started", plan.Steps[started.Step].Name, started.Item, started.Attempt, data with { Items = started.Count }),
        AttemptStarted started => Entry(happened, "attempt-started", plan.Steps[started.Step].Name, started.Item, started.Attempt, data),
        AttemptEnded { Count: > 1 } ended => Entry(happened, "attempts-ended", plan.Steps[ended.Step].Name, ended.Item, ended.Attempt, data with { Items = ended.Count }),
        AttemptsReturned returned => Entry(happened, "attempts-returned", plan.Steps[returned.Step].Name, returned.Item, null, data with { Items = returned.Count }),
        AttemptEnded ended => Entry(happened, "attempt-ended", plan.Steps[ended.Step].Name, ended.Item, ended.Attempt,
            data with { Status = Words.Of(ended.Outcome), Transient = ended.Transient ? true : null }),
        ItemReused { Count: > 1 } reused => Entry(happened, "items-reused", plan.Steps[reused.Step].Name, reused.Item, null, data with { Items = reused.Count }),
        ItemReused reused => Entry(happened, "item-reused", plan.Steps[reused.Step].Name, reused.Item, null, data),
        StepEnded ended => Entry(happened, "step-ended", plan.Steps[ended.Step].Name, null, null, data with { Status = Words.Of(ended.Status) }),
        CancelRequested => Entry(happened, "cancel-requested", null, null, null, data),
        RunPaused paused => Entry(happened, "run-paused", null, null, null, data with { Continued = Names(paused.Continued, plan) }),
        RunResumed resumed => Entry(happened, "run-resumed", null, null, null, data with { Continued = Names(resumed.Continued, plan) }),
        DefinitionChanged => Entry(happened, "definition-changed", null, null, null, data),
        RetryRequested retry => Entry(happened, "retry-requested", null, null, null, data with { From = retry.From is { } from ? plan.Steps[from].Name : null }),
        RunEnded ended => Entry(happened, "run-ended", null, null, null, data with { Status = Words.Of(ended.Status) }),
        _ => throw new InvalidOperationException($"The event {happened.GetType().Name} has no form in the log."),
    };

    /// <param name="entry">The entry.</param>
    /// <param name="plan">The run's plan as the entries before tell it.</param>
    /// <param name="follow">Gives the plan after a change of the definition.</param>
    /// <exception cref="StoreException">The entry is not one that this version knows.</exception>
    public static (RunEvent Event, EventData Data) Decode(LogEntry entry, RunPlan plan, Func<EventData, RunPlan> follow)
    {
        var data = Data(entry);
        var step = entry.Step is null ? -1 : plan.IndexOf(entry.Step);
        if (entry.Step is not null && step < 0)
            throw new StoreException(StoreException.Damaged, $"The log names the step '{entry.Step}', which the run's definition does not have.");
        RunEvent happened = entry.Kind switch
        {
            "run-started" => new RunStarted(entry.At),
            "step-opened" => new StepOpened(entry.At, step, data.Items ?? 1, data.Quarantine),
            "step-skipped" => new StepSkipped(entry.At, step, data.Reason ?? ""),
            "attempt-started" => new AttemptStarted(entry.At, step, entry.Item ?? 0, entry.Attempt ?? 1),
            "attempts-started" => new AttemptStarted(entry.At, step, entry.Item ?? 0, entry.Attempt ?? 1, data.Items ?? 1),
            "attempts-ended" => new AttemptEnded(entry.At, step, entry.Item ?? 0, entry.Attempt ?? 1, AttemptOutcome.Succeeded, false, data.Items ?? 1),
            "attempts-returned" => new AttemptsReturned(entry.At, step, entry.Item ?? 0, data.Items ?? 1),
            "attempt-ended" => new AttemptEnded(entry.At, step, entry.Item ?? 0, entry.Attempt ?? 1, Words.Outcome(data.Status), data.Transient ?? false),
            "item-reused" => new ItemReused(entry.At, step, entry.Item ?? 0),
            "items-reused" => new ItemReused(entry.At, step, entry.Item ?? 0, data.Items ?? 1),
            "step-ended" => new StepEnded(entry.At, step, Words.StepStatus(data.Status)),
            "cancel-requested" => new CancelRequested(entry.At),
            "run-paused" => new RunPaused(entry.At, References(data.Continued, plan)),
            "run-resumed" => new RunResumed(entry.At, References(data.Continued, plan)),
            "definition-changed" => new DefinitionChanged(entry.At, follow(data)),
            "retry-requested" => new RetryRequested(entry.At, data.From is null ? null : plan.IndexOf(data.From)),
            "run-ended" => new RunEnded(entry.At, Words.RunStatus(data.Status)),
            _ => throw new StoreException(StoreException.NewerFormat, $"The log has an entry of kind '{entry.Kind}', which this version does not know."),
        };
        return (happened, data);
    }

    public static EventData Data(LogEntry entry) =>
        entry.Data.IsEmpty ? new EventData() : EventDataJson.Read(entry.Data.Span);

    private static LogEntry Entry(RunEvent happened, string kind, string? step, long? item, int? attempt, EventData data) =>
        new(happened.At, kind, step, item, attempt, EventDataJson.Write(data));

    private static List<ContinuedAttempt>? Names(IReadOnlyList<ItemReference> items, RunPlan plan) =>
        items.Count == 0 ? null : [.. items.Select(item => new ContinuedAttempt(plan.Steps[item.Step].Name, item.Item))];

    private static List<ItemReference> References(IReadOnlyList<ContinuedAttempt>? names, RunPlan plan) =>
        [.. (names ?? []).Select(name => new ItemReference(plan.IndexOf(name.Step), name.Item))];
}
