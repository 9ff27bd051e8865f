using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
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
            Retry = reader.Node("retry") is { } retry ? ParseRetry(reader, retry, problems) : RetryPolicy.None,
            Timeout = reader.Duration("timeout", WorkflowKeys.ShortestTimeout, WorkflowKeys.LongestTimeout),
            Isolation = reader.Choice<WorkflowIsolation>("isolation"),
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

        var reader = new MappingReader(mapping, WorkflowKeys.Map.Names, WorkflowKeys.Map.Owner, problems);
        var over = reader.RequiredNode("over") is { } value ? ParseOver(value, problems) : null;
        var concurrency = reader.Integer("concurrency", 1, WorkflowKeys.MostConcurrency);
        return over is null ? null : new MapDefinition(over, concurrency, mapping.Position);
    }

    /// <summary>A literal list, or an expression, bare or in <c>${{ }}</c>.</summary>
    private static ValueTemplate? ParseOver(YamlNode node, ProblemCollector problems) => node switch
    {
        YamlScalar { Kind: YamlScalarKind.Text } scalar when !scalar.Value.Contains("${{") => ValueTemplate.ParseExpression(scalar, problems),
        _ => ValueTemplate.Parse(node, problems),
    };

    private static RetryPolicy ParseRetry(MappingReader step, YamlNode node, ProblemCollector problems)
    {
        if (node is not YamlMapping mapping)
            return RetryPolicy.None with { Times = step.Integer("retry", 0, WorkflowKeys.MostRepeats) ?? 0 };

        var reader = new MappingReader(mapping, WorkflowKeys.Retry.Names, WorkflowKeys.Retry.Owner, problems);
        reader.RequiredNode("times");
        var usual = RetryPolicy.None;
        var policy = new RetryPolicy(
            reader.Integer("times", 0, WorkflowKeys.MostRepeats) ?? usual.Times,
            reader.Duration("delay", TimeSpan.Zero, WorkflowKeys.LongestDelay) ?? usual.Delay,
            reader.Choice<RetryBackoff>("backoff") ?? usual.Backoff,
            reader.Duration("max-delay", TimeSpan.Zero, WorkflowKeys.LongestDelay) ?? usual.MaximumDelay,
            reader.Choice<RetryOn>("on") ?? usual.On);
        if (reader.Has("max-delay") && policy.MaximumDelay < policy.Delay)
            problems.Add(ProblemIds.OutOfRange, reader.PositionOf("max-delay"), "'max-delay' is shorter than 'delay'");
        return policy;
    }
}
