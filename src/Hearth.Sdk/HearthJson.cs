using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearth;

/// <summary>How inputs and outputs of tasks become JSON and back.</summary>
public static class HearthJson
{
    /// <summary>New options: camelCase names, enums as camelCase strings, nullability and required members respected.</summary>
    public static JsonSerializerOptions CreateOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
