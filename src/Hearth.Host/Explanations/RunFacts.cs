using System.Text.Json;
using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Explanations;

/// <summary>What a run's log says of its results. Immutable once read.</summary>
internal sealed class RunFacts
{
    public const string Computed = "computed", Reused = "reused";
    private readonly Dictionary<string, StepFacts> _steps;

    private RunFacts(RunRecord record, WorkflowDefinition workflow, string text, JsonElement inputs)
    {
        (Record, Workflow, Text, Inputs) = (record, workflow, text, inputs);
        _steps = workflow.Steps.ToDictionary(step => step.Name, _ => new StepFacts());
    }

    public RunRecord Record { get; }

    public WorkflowDefinition Workflow { get; }

    /// <summary>The text of the workflow's file, as the run has it.</summary>
    public string Text { get; }

    public JsonElement Inputs { get; }

    /// <exception cref="StoreException">The log or the definitions cannot be read.</exception>
    public static RunFacts Read(RunStore store, ContentStore content, RunRecord record)
    {
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var library = WorkflowLibrary.Load(content, start.Definitions);
        var workflow = library.Definitions[record.Workflow];
        var facts = new RunFacts(record, workflow, library.Texts[workflow.File], start.Inputs);
        foreach (var entry in store.Read(record.Number))
            if (entry.Step is { } name && facts._steps.TryGetValue(name, out var step))
                Take(step, entry, RunEventCodec.Data(entry));
        return facts;
    }

    public StepFacts Of(string step) => _steps[step];

    private static void Take(StepFacts step, LogEntry entry, EventData data)
    {
        var item = entry.Item ?? 0;
        step.At = entry.At;
        switch (entry.Kind)
        {
            case "step-opened":
                step.Items.Clear();
                break;
            case "step-skipped":
                (step.Status, step.Reason) = ("skipped", data.Reason);
                break;
            case "step-ended":
                (step.Status, step.Reason, step.Output) = (data.Status, data.Error?.Message, data.Stored);
                break;
            case "attempt-started":
                step.Items[item] = new ItemFacts("running", entry.At) { Code = data.Code, Reason = data.Reason, Run = data.Run };
                break;
            case "attempt-ended" when step.Items.TryGetValue(item, out var begun):
                step.Items[item] = begun with
                {
                    Verdict = data.Status == "succeeded" ? Computed : data.Status ?? "failed",
                    Input = data.Input,
                    Reason = data.Reason ?? begun.Reason,
                    Sources = data.StoredSources,
                    Output = data.Stored,
                };
                break;
            case "items-reused":
                for (var each = item; each < item + data.Items; each++)
                    step.Items[each] = new ItemFacts(Reused, entry.At) { Code = data.Code, Reason = data.Reason };
                break;
            case "item-reused":
                step.Items[item] = new ItemFacts(Reused, entry.At) { Code = data.Code, Input = data.Input, Reason = data.Reason, Output = data.Stored };
                break;
        }
    }
}
