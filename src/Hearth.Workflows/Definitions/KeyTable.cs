using System.Collections.Immutable;

namespace Hearth.Workflows.Definitions;

/// <summary>The keys of one kind of mapping. The parser reads from it and the JSON Schema is generated from it, so they cannot differ.</summary>
internal sealed record KeyTable(string Owner, ImmutableArray<string> Required, ImmutableArray<KeyDefinition> Keys)
{
    public ImmutableArray<string> Names { get; } = [.. Keys.Select(key => key.Name)];
}
