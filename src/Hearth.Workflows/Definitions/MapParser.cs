using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads <c>map</c> of a step, where it is a mapping.</summary>
internal static class MapParser
{
    /// <param name="mapping">The mapping.</param>
    /// <param name="parseList">Reads the list.</param>
    /// <param name="problems">Takes errors.</param>
    /// <returns>Null after an error that leaves nothing to go over.</returns>
    public static MapDefinition? Parse(YamlMapping mapping, Func<YamlNode, ProblemCollector, ValueTemplate?> parseList, ProblemCollector problems)
    {
        var reader = new MappingReader(mapping, WorkflowKeys.Map.Names, WorkflowKeys.Map.Owner, problems);
        var over = reader.Has("file") ? FileOf(reader, problems) : reader.RequiredNode("over") is { } value ? parseList(value, problems) : null;
        if (reader.Has("order") && !reader.Has("out"))
            problems.Add(ProblemIds.InvalidValue, reader.PositionOf("order"), "'order' is that of the file that 'out' names; the step's output always has the order of the items");
        var map = new MapDefinition(over!, reader.Integer("concurrency", 1, WorkflowKeys.MostConcurrency), mapping.Position)
        {
            IsFile = reader.Has("file"),
            Filter = reader.Node("filter") is { } filter ? Condition.Parse(filter, problems) : null,
            Limit = reader.Integer("limit", 1, int.MaxValue),
            NotSucceededIn = reader.Text("not-succeeded-in"),
            BatchSize = reader.Integer("batch-size", 1, WorkflowKeys.LargestBatch),
            BatchTimeout = reader.Duration("batch-timeout", WorkflowKeys.ShortestTimeout, WorkflowKeys.LongestTimeout),
            Quarantine = reader.Integer("quarantine", 1, WorkflowKeys.MostRepeats) ?? MapDefinition.UsualQuarantine,
            Out = reader.Node("out") is { } output ? ValueTemplate.Parse(output, problems) : null,
            Order = reader.Choice<ResultOrder>("order") ?? ResultOrder.Input,
        };
        return over is null ? null : map;
    }

    private static ValueTemplate? FileOf(MappingReader reader, ProblemCollector problems)
    {
        if (reader.Has("over"))
            problems.Add(ProblemIds.InvalidValue, reader.PositionOf("over"), "The list stands in 'file' or in 'over', not in both");
        return reader.Node("file") is { } file ? ValueTemplate.Parse(file, problems) : null;
    }
}
