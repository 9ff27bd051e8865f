namespace Hearth.Host.Runs;

/// <summary>A log entry of an executing attempt.</summary>
/// <param name="Step">The step.</param>
/// <param name="Item">The item; 0 in a step that is not mapped.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What it says.</param>
public sealed record LogLine(string Step, long Item, TaskLogLevel Level, string Text);
