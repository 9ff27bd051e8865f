using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearth.Workflows.Expressions;

/// <summary>Serialises single values without reflection.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(List<JsonElement>))]
internal sealed partial class TextJsonContext : JsonSerializerContext
{
    /// <summary>Leaves letters of all languages readable, as <see cref="JsonOutput.Writer"/> does.</summary>
    public static TextJsonContext Relaxed { get; } = new(new JsonSerializerOptions { Encoder = JsonOutput.Writer.Encoder });
}
