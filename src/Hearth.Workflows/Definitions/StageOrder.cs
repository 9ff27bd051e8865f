using System.Collections.Immutable;

namespace Hearth.Workflows.Definitions;

/// <summary>Brings the stages of one step into the order in which items go through them, wherever they stand among the steps of a run.</summary>
internal static class StageOrder
{
    /// <param name="stages">Stages of one step, of which each but the first comes after another; or a single step.</param>
    public static ImmutableArray<StepDefinition> Of(IEnumerable<StepDefinition> stages)
    {
        var rest = stages.ToList();
        var ordered = ImmutableArray.CreateBuilder<StepDefinition>(rest.Count);
        while (rest.Find(stage => rest.TrueForAll(other => other.Name != stage.Stage?.After)) is { } next)
        {
            ordered.Add(next);
            rest.Remove(next);
        }

        return ordered.ToImmutable();
    }
}
