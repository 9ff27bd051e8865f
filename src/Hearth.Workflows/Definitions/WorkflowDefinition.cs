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

    /// <summary>The step with this name, or null.</summary>
    public StepDefinition? Step(string name) => Steps.FirstOrDefault(step => step.Name == name);

    /// <summary>The input with this name, or null.</summary>
    public InputDefinition? Input(string name) => Inputs.FirstOrDefault(input => input.Name == name);
}
