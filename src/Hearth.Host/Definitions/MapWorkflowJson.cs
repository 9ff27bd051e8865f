using System.Text.Json.Serialization;

namespace Hearth.Host.Definitions;

/// <summary>Made at compile time: a command starts without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class MapWorkflowJson : JsonSerializerContext;
