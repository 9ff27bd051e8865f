using System.Text.Json;
using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;

namespace Hearth.Host.Explanations;

/// <summary>What a run's log says of its results. Immutable once read.</summary>
internal sealed class RunFacts
{
    public const string Computed = "computed", Reused = "reused";
    private readonly Dictionary<string, StepFacts> _steps = [];
    private FollowedDefinition? _definition;

    private RunFacts(RunRecord record, WorkflowLibrary library, JsonElement inputs)
    {
        (Record, Inputs) = (record, inputs);
        Follow(library);
    }

    public RunRecord Record { get; }

    /// <summary>The newest definition that the run had, with the steps that were removed.</summary>
    public WorkflowDefinition Workflow => _definition!.Newest;

    /// <summary>The text of the workflow's file, as the run had it last.</summary>
    public string Text { get; private set; } = "";

    public JsonElement Inputs { get; }

    /// <exception cref="StoreException">The log or the definitions cannot be read.</exception>
    public static RunFacts Read(RunStore store, ContentStore content, RunRecord record)
    {
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var facts = new RunFacts(record, WorkflowLibrary.Load(content, start.Definitions), start.Inputs);
        foreach (var entry in store.Read(record.Number))
            if (entry.Kind == "definition-changed" && RunEventCodec.Data(entry).Definitions is { } reference)
                facts.Follow(WorkflowLibrary.Load(content, reference));
            else if (entry.Step is { } name && facts._steps.TryGetValue(name, out var step))
                Take(step, entry, RunEventCodec.Data(entry));
        return facts;
    }

    public StepFacts Of(string step) => _steps[step];

    private void Follow(WorkflowLibrary library)
    {
        var workflow = library.Definitions[Record.Workflow];
        _definition = FollowedDefinition.Of(_definition?.Merged(workflow) ?? workflow);
        Text = library.Texts[workflow.File];
        foreach (var step in workflow.Steps)
            _steps.TryAdd(step.Name, new StepFacts());
    }

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
            case "attempts-started":
                for (var each = item; each < item + data.Items; each++)
                    step.Items[each] = new ItemFacts("running", entry.At) { Code = data.Code, Reason = data.Reason };
                break;
            case "attempts-returned":
                for (var each = item; each < item + data.Items; each++)
                    step.Items.Remove(each);
                break;
            case "attempts-ended" when data.Results is { } results:
                var index = 0;
                foreach (var output in results.Each())
                {
                    if (step.Items.TryGetValue(item + index, out var started))
                        step.Items[item + index] = started with { Verdict = Computed, Input = results.InputOf(index), Output = new StoredValue(output, null) };
                    index++;
                }

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
