using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads the stages of a mapped step. Each becomes a step of its own, which follows the one before item by item.</summary>
internal static class StageParser
{
    private static readonly string[] s_ofTheStep = ["needs", "when", "isolation", "continue-on-error"];

    /// <param name="step">What is said of the whole step.</param>
    /// <param name="stages">Its stages.</param>
    /// <param name="reader">The whole step.</param>
    /// <param name="problems">Where errors go.</param>
    public static IReadOnlyList<StepDefinition>? Parse(StepDefinition step, YamlEntry stages, MappingReader reader, ProblemCollector problems)
    {
        CheckStep(step, reader, problems);
        if (stages.Value is not YamlMapping mapping)
        {
            problems.Add(ProblemIds.WrongType, stages.Value.Position, $"'steps' must be a mapping; found {stages.Value.Describe()}");
            return null;
        }

        if (mapping.Entries.IsEmpty)
            problems.Add(ProblemIds.MissingKey, mapping.Position, $"Step '{step.Name}' has no stage in 'map.steps'; it has at least one");
        var parsed = new List<StepDefinition>();
        foreach (var entry in mapping.Entries)
        {
            NameCheck.Check(entry.Name, "a stage", entry.Key.Position, problems);
            if (Parse(step, entry, parsed.LastOrDefault(), problems) is { } stage)
                parsed.Add(stage);
        }

        return parsed;
    }

    private static StepDefinition? Parse(StepDefinition step, YamlEntry entry, StepDefinition? before, ProblemCollector problems)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            problems.Add(ProblemIds.WrongType, entry.Value.Position, $"A stage must be a mapping; found {entry.Value.Describe()}");
            return null;
        }

        // All keys of a step are known here, so that one in the wrong place is told from one that does not exist.
        var reader = new MappingReader(mapping, WorkflowKeys.Step.Names, $"stage '{entry.Name}' of step '{step.Name}'", problems);
        foreach (var key in WorkflowKeys.Step.Names.Except(WorkflowKeys.Stage.Names).Where(reader.Has))
            problems.Add(ProblemIds.MisplacedKey, reader.PositionOf(key), $"Stage '{entry.Name}' of step '{step.Name}' cannot have '{key}': {Because(key, step.Name)}");
        if (!reader.Has("workflow"))
            reader.RequiredNode("task");
        return StepParser.ReadExecution(step with
        {
            Name = StageDefinition.FullName(step.Name, entry.Name),
            Position = entry.Key.Position,
            Description = reader.Text("description"),
            Workflow = null,
            Stage = new StageDefinition(step.Name, entry.Name, before?.Name),
            With = before?.Stage is { } previous ? ValueTemplate.OutputOfStage(problems.File, entry.Key.Position, previous.Name) : step.With,
        }, reader, problems);
    }

    private static string Because(string key, string step) => key switch
    {
        "map" => "it is done for one item, and has none of its own",
        "workflow" => "a stage runs a task; put the workflow into a step with a plain 'map'",
        "needs" => $"stages follow each other in the order in which they are written, and what the whole step needs belongs to step '{step}'",
        _ when s_ofTheStep.Contains(key) => $"it belongs to step '{step}' as a whole",
        _ => throw new InvalidOperationException($"Nothing is known of '{key}' in a stage."),
    };

    private static void CheckStep(StepDefinition step, MappingReader reader, ProblemCollector problems)
    {
        foreach (var key in WorkflowKeys.Stage.Names.Append("workflow").Where(key => key != "description" && reader.Has(key)))
            problems.Add(ProblemIds.MisplacedKey, reader.PositionOf(key), key == "workflow" ? $"Step '{step.Name}' has stages ('map.steps'), so it cannot run a workflow itself"
                : $"Step '{step.Name}' has stages ('map.steps'), so '{key}' belongs to one of them");
    }
}
