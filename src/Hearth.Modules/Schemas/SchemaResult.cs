using System.Collections.Immutable;

namespace Hearth.Modules.Schemas;

/// <summary>A JSON Schema as text, and the problems of the type that it describes.</summary>
internal sealed record SchemaResult(string Text, ImmutableArray<SchemaProblem> Problems);
