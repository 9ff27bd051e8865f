namespace Hearth.Workflows.Schemas;

/// <summary>Why values of one schema do not fit another.</summary>
/// <param name="Path">From the value: <c>$.packages[].name</c>.</param>
/// <param name="Message">What does not fit.</param>
/// <param name="Suggestion">The nearest valid name, when a property has none here.</param>
public sealed record SchemaMismatch(string Path, string Message, string? Suggestion = null);
