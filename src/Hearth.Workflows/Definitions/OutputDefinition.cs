using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>An output of a workflow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Where the name stands.</param>
/// <param name="Value">What it is.</param>
public sealed record OutputDefinition(string Name, SourcePosition Position, ValueTemplate Value);
