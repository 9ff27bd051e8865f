namespace Hearth.Workflows.Runs;

/// <summary>An item of a step.</summary>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item, from 0.</param>
public readonly record struct ItemReference(int Step, long Item);
