using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads steps.</summary>
internal static class StepParser
{
    public static StepDefinition? Parse(YamlEntry entry, ProblemCollector problems)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            problems.Add(ProblemIds.WrongType, entry.Value.Position, $"A step must be a mapping; found {entry.Value.Describe()}");
            return null;
        }

        var reader = new MappingReader(mapping, WorkflowKeys.Step.Names, $"step '{entry.Name}'", problems);
        var task = reader.TextScalar("task");
        var workflow = reader.TextScalar("workflow");
        CheckTarget(entry, reader, problems);
        var map = reader.Node("map") is { } mapNode ? ParseMap(mapNode, problems) : null;
        var with = reader.Node("with");
        return new StepDefinition
        {
            Name = entry.Name,
            Position = entry.Key.Position,
            Description = reader.Text("description"),
            Task = task,
            Workflow = workflow,
            Needs = reader.Texts("needs"),
            When = reader.Node("when") is { } when ? Condition.Parse(when, problems) : null,
            Map = map,
            With = with is not null ? ValueTemplate.Parse(with, problems)
                : map is not null ? ValueTemplate.Item(problems.File, map.Position)
                : ValueTemplate.EmptyObject(problems.File, entry.Key.Position),
            WithIsDefault = with is null,
            Retry = reader.Node("retry") is { } retry ? ParseRetry(reader, retry, problems) : RetryRule.None,
            Timeout = reader.Duration("timeout", WorkflowKeys.ShortestTimeout, WorkflowKeys.LongestTimeout),
            Isolation = reader.Choice<WorkflowIsolation>("isolation"),
            Store = reader.TextScalar("store"),
            Cache = reader.Node("cache") is { } cache ? CacheParser.Parse(reader, cache, problems) : null,
            ContinueOnError = reader.Boolean("continue-on-error") ?? false,
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
