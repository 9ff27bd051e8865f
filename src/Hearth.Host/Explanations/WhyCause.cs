namespace Hearth.Host.Explanations;

/// <summary>A link of a chain of causes.</summary>
/// <param name="Node">A step, an item of one as <c>inspect[17]</c>, an input as <c>inputs.title</c>, a file, or a node.</param>
/// <param name="Change">What is with it.</param>
/// <param name="At">When.</param>
public sealed record WhyCause(string Node, string Change, DateTimeOffset At);
