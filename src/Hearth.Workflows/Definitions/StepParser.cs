using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads steps.</summary>
internal static class StepParser
{
    /// <returns>The step, or its stages; null after an error that leaves nothing of it.</returns>
    public static IReadOnlyList<StepDefinition>? Parse(YamlEntry entry, ProblemCollector problems)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            problems.Add(ProblemIds.WrongType, entry.Value.Position, $"A step must be a mapping; found {entry.Value.Describe()}");
            return null;
        }

        var reader = new MappingReader(mapping, WorkflowKeys.Step.Names, $"step '{entry.Name}'", problems);
        var stages = mapping.Find("map")?.Value is YamlMapping given ? given.Find("steps") : null;
        if (stages is null)
            CheckTarget(entry, reader, problems);
        var map = reader.Node("map") is { } mapNode ? ParseMap(mapNode, problems) : null;
        var step = new StepDefinition
        {
            Name = entry.Name,
            Position = entry.Key.Position,
            Description = reader.Text("description"),
            Workflow = reader.TextScalar("workflow"),
            Needs = reader.Texts("needs"),
            When = reader.Node("when") is { } when ? Condition.Parse(when, problems) : null,
            Map = map,
            With = map is not null ? ValueTemplate.Item(problems.File, map.Position) : ValueTemplate.EmptyObject(problems.File, entry.Key.Position),
            WithIsDefault = true,
            Isolation = reader.Choice<WorkflowIsolation>("isolation"),
            ContinueOnError = reader.Boolean("continue-on-error") ?? false,
        };
        return stages is null ? [ReadExecution(step, reader, problems)] : StageParser.Parse(step, stages, reader, problems);
    }

    /// <summary>Adds what is said of each execution: of a step as a whole, or of a stage.</summary>
    public static StepDefinition ReadExecution(StepDefinition step, MappingReader reader, ProblemCollector problems)
    {
        var with = reader.Node("with");
        return step with
        {
            Task = reader.TextScalar("task"),
            With = with is null ? step.With : ValueTemplate.Parse(with, problems),
            WithIsDefault = with is null,
            Retry = reader.Node("retry") is { } retry ? ParseRetry(reader, retry, problems) : RetryRule.None,
            Timeout = reader.Duration("timeout", WorkflowKeys.ShortestTimeout, WorkflowKeys.LongestTimeout),
            Store = reader.TextScalar("store"),
            Cache = reader.Node("cache") is { } cache ? CacheParser.Parse(reader, cache, problems) : null,
        };
    }

    private static void CheckTarget(YamlEntry entry, MappingReader reader, ProblemCollector problems)
    {
        if (reader.Has("task") && reader.Has("workflow"))
            problems.Add(ProblemIds.TaskOrWorkflow, reader.PositionOf("workflow"), $"Step '{entry.Name}' has both 'task' and 'workflow'; it runs one of them");
        else if (reader.Node("task") is null && reader.Node("workflow") is null)
            problems.Add(ProblemIds.TaskOrWorkflow, entry.Key.Position, $"Step '{entry.Name}' needs 'task' or 'workflow'");
    }

    private static MapDefinition? ParseMap(YamlNode node, ProblemCollector problems)
    {
        if (node is not YamlMapping mapping)
            return ParseOver(node, problems) is { } list ? new MapDefinition(list, null, node.Position) : null;

        return MapParser.Parse(mapping, ParseOver, problems);
    }

    /// <summary>A literal list, or an expression, bare or in <c>${{ }}</c>.</summary>
    private static ValueTemplate? ParseOver(YamlNode node, ProblemCollector problems) => node switch
    {
        YamlScalar { Kind: YamlScalarKind.Text } scalar when !scalar.Value.Contains("${{") => ValueTemplate.ParseExpression(scalar, problems),
        _ => ValueTemplate.Parse(node, problems),
    };

    private static RetryRule ParseRetry(MappingReader step, YamlNode node, ProblemCollector problems)
    {
        var usual = new RetryRule(0, TimeSpan.FromSeconds(1), RetryBackoff.Exponential, TimeSpan.FromMinutes(1), TransientOnly: false);
        if (node is not YamlMapping mapping)
            return usual with { Times = step.Integer("retry", 0, WorkflowKeys.MostRepeats) ?? 0 };

        var reader = new MappingReader(mapping, WorkflowKeys.Retry.Names, WorkflowKeys.Retry.Owner, problems);
        reader.RequiredNode("times");
        var delay = reader.Duration("delay", TimeSpan.Zero, WorkflowKeys.LongestDelay) ?? usual.Delay;
        var longest = reader.Duration("max-delay", TimeSpan.Zero, WorkflowKeys.LongestDelay);
        if (longest < delay)
            problems.Add(ProblemIds.OutOfRange, reader.PositionOf("max-delay"), "'max-delay' is shorter than 'delay'");
        return new RetryRule(
            reader.Integer("times", 0, WorkflowKeys.MostRepeats) ?? 0,
            delay,
            reader.Choice<RetryBackoff>("backoff") ?? usual.Backoff,
            // A delay above the usual maximum, without a maximum of its own, is meant as it is written.
            longest ?? (delay > usual.MaxDelay ? delay : usual.MaxDelay),
            reader.Choice<RetryOn>("on") == RetryOn.Transient);
    }
}
