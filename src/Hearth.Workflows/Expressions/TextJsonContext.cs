using System.Text.Json.Serialization;

namespace Hearth.Workflows.Expressions;

/// <summary>Serialises single texts and numbers without reflection.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
internal sealed partial class TextJsonContext : JsonSerializerContext;
