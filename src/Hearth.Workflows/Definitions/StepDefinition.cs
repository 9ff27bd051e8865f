using System.Collections.Immutable;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>
/// A step of a workflow, or one stage of a step that has stages: such a step is as many steps as it has stages, one after the other. In a definition without problems exactly
/// one of <see cref="Task"/> and <see cref="Workflow"/> is there.
/// </summary>
public sealed record StepDefinition
{
    /// <summary>Its name; of a stage <c>STEP/STAGE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>The task that it runs, with its place.</summary>
    public YamlScalar? Task { get; init; }

    /// <summary>The workflow that it runs, with its place.</summary>
    public YamlScalar? Workflow { get; init; }

    /// <summary>The steps that must end before it starts, with their places.</summary>
    public ImmutableArray<YamlScalar> Needs { get; init; } = [];

    /// <summary>Whether to run; null always runs.</summary>
    public Condition? When { get; init; }

    /// <summary>The list that it runs over; null runs once.</summary>
    public MapDefinition? Map { get; init; }

    /// <summary>Of which step it is a stage; null for a step without stages.</summary>
    public StageDefinition? Stage { get; init; }

    /// <summary>The name by which other steps need and read it: of a stage that of its step.</summary>
    public string StepName => Stage?.Step ?? Name;

    /// <summary>The input of the task or workflow. When the file says nothing: an empty object, the item of a mapped step, or in a later stage the output of the stage before.</summary>
    public required ValueTemplate With { get; init; }

    /// <summary>Whether the file says nothing about the input.</summary>
    public bool WithIsDefault { get; init; }

    /// <summary>How often and when to repeat an attempt that failed.</summary>
    public RetryRule Retry { get; init; } = RetryRule.None;

    /// <summary>How long an attempt may take; null is without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which workers it uses; null follows the workflow.</summary>
    public WorkflowIsolation? Isolation { get; init; }

    /// <summary>The store that takes its artifacts, with its place; null keeps them in the run's folder only.</summary>
    public YamlScalar? Store { get; init; }

    /// <summary>Whether its results may stand for later executions, and what they depend on beside code and input; null executes it each time.</summary>
    public CacheDefinition? Cache { get; init; }

    /// <summary>Whether steps that need it run when it failed.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Whether a run has it from an earlier definition only. Never true in what a file says.</summary>
    public bool IsRemoved { get; init; }
}
