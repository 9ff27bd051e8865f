using System.Collections.Immutable;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Results;

/// <summary>The steps of a run that take nothing over. Immutable.</summary>
/// <param name="All">All of them.</param>
/// <param name="Names">Only these; the name of a step with stages is all of them.</param>
public sealed record FreshSteps(bool All, ImmutableArray<string> Names)
{
    /// <summary>None: whatever stands is taken over.</summary>
    public static FreshSteps None { get; } = new(false, []);

    /// <summary>All steps, nested ones too.</summary>
    public static FreshSteps Whole { get; } = new(true, []);

    /// <summary>Whether a step is among them.</summary>
    public bool Contains(string step) => All || Names.Contains(step) || Names.Contains(StageDefinition.StepOf(step));

    /// <summary>Those of the workflow that a step nests.</summary>
    internal FreshSteps Nested(string step) => Contains(step) ? Whole : None;
}
