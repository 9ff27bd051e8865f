using System.Diagnostics.CodeAnalysis;

namespace Hearth.Workflows.Definitions;

/// <summary>A key of a workflow file: what the parser accepts and what the published JSON Schema says of it.</summary>
/// <param name="Name">In kebab-case.</param>
/// <param name="Description">For editors.</param>
/// <param name="Schema">The JSON Schema of its value.</param>
internal sealed record KeyDefinition(string Name, string Description, [StringSyntax(StringSyntaxAttribute.Json)] string Schema);
