using System.Collections.Immutable;
using Hearth.Workflows.Definitions;

namespace Hearth.Workflows.Following;

/// <summary>What differs between two definitions of a workflow.</summary>
/// <param name="Added">Steps that only the newer one has, in the order of its file.</param>
/// <param name="Removed">Steps that only the older one has.</param>
/// <param name="Changed">Steps that mean something else, or whose nested workflow does; in the order of the newer file.</param>
/// <param name="Keys">Keys of the workflow beside its steps, such as <c>outputs</c>.</param>
public sealed record DefinitionDrift(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Changed, ImmutableArray<string> Keys)
{
    /// <summary>Whether both mean the same.</summary>
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty && Keys.IsEmpty;

    /// <summary>Compares two definitions without problems.</summary>
    /// <param name="older">The older; removed steps of it do not count.</param>
    /// <param name="nestedInOlder">With all that it nests, by name.</param>
    /// <param name="newer">The newer.</param>
    /// <param name="nestedInNewer">With all that it nests, by name.</param>
    public static DefinitionDrift Between(WorkflowDefinition older, IReadOnlyDictionary<string, WorkflowDefinition> nestedInOlder,
        WorkflowDefinition newer, IReadOnlyDictionary<string, WorkflowDefinition> nestedInNewer)
    {
        var (before, after) = (new WorkflowMeaning(nestedInOlder), new WorkflowMeaning(nestedInNewer));
        var known = older.Steps.Where(step => !step.IsRemoved).ToDictionary(step => step.Name, StringComparer.Ordinal);
        return new DefinitionDrift(
            [.. newer.Steps.Where(step => !known.ContainsKey(step.Name)).Select(step => step.Name)],
            [.. known.Keys.Where(name => newer.Step(name) is null)],
            [.. newer.Steps.Where(step => known.TryGetValue(step.Name, out var was) && before.Of(was) != after.Of(step)).Select(step => step.Name)],
            [.. MeaningText.KeysOf(older).Zip(MeaningText.KeysOf(newer)).Where(key => key.First.Text != key.Second.Text).Select(key => key.First.Key)]);
    }
}
