using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearth;

/// <summary>How values cross the border of a task as JSON. Hearth itself uses these options; use them in tests of tasks to see what a workflow would see.</summary>
public static class HearthJson
{
    /// <summary>Makes the options; they can still be changed. Serializers cache what they learn of types in them: keep one for as long as its types.</summary>
    /// <remarks>
    /// Names are camelCase and case-sensitive, enums are strings in camelCase (numbers are refused), numbers are JSON numbers, unknown properties are
    /// ignored. A constructor parameter without a default is required, and null is refused where the type does not allow it.
    /// A type discriminator may stand anywhere in its object, because people write YAML in any order.
    /// </remarks>
    public static JsonSerializerOptions CreateOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
