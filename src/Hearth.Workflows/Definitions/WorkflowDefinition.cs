using System.Collections.Immutable;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>A workflow as its file defines it. Immutable. Only one without problems is complete enough to run.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>The file, as it was given to the parser.</summary>
    public required string File { get; init; }

    /// <summary>The name of the file without folder and extension.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Which workers its runs use.</summary>
    public WorkflowIsolation Isolation { get; init; }

    /// <summary>Which code its runs execute.</summary>
    public WorkflowCode Code { get; init; }

    /// <summary>Whether its runs under way take up newer definitions.</summary>
    public DefinitionPolicy Policy { get; init; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<InputDefinition> Inputs { get; init; } = [];

    /// <summary>In the order of the file; in a definition that a run followed, by their positions in the run.</summary>
    public ImmutableArray<StepDefinition> Steps { get; init; } = [];

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>The reports that are written of each run at its end, with their places.</summary>
    public ImmutableArray<YamlScalar> Reports { get; init; } = [];

    /// <summary>The step or stage with this name, or null.</summary>
    public StepDefinition? Step(string name) => Steps.FirstOrDefault(step => step.Name == name);

    /// <summary>What a name in the file stands for: a step, or the stages of one in their order. Nothing where there is no such step. Also takes the name of a single stage.</summary>
    public ImmutableArray<StepDefinition> StepsNamed(string name)
    {
        var named = Steps.Where(step => step.StepName == name || step.Name == name).ToList();
        // In a run that followed its definition one that was removed may have had the name before.
        if (named.Any(step => !step.IsRemoved))
            named.RemoveAll(step => step.IsRemoved);
        return StageOrder.Of(named);
    }

    /// <summary>The input with this name, or null.</summary>
    public InputDefinition? Input(string name) => Inputs.FirstOrDefault(input => input.Name == name);
}
