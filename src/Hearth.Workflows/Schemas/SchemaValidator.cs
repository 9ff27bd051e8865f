using System.Collections.Immutable;
using System.Text.Json;

namespace Hearth.Workflows.Schemas;

/// <summary>Checks values against schemas.</summary>
public static class SchemaValidator
{
    /// <summary>How many violations are reported by default; the rest seldom tells more.</summary>
    public const int UsualLimit = 20;

    /// <summary>What is wrong with the value, up to a number of violations; empty when it is valid.</summary>
    public static ImmutableArray<SchemaViolation> Validate(JsonSchema schema, JsonElement value, int limit = UsualLimit) =>
        new ValidationPass(limit).Run(schema, value);

    /// <summary>Whether the value is valid.</summary>
    public static bool IsValid(JsonSchema schema, JsonElement value) => Validate(schema, value, 1).IsEmpty;
}
