using System.Text.Json.Serialization;

namespace Hearth.Workers.Protocol;

/// <summary>The messages' JSON, made at compile time: the worker starts without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HelloMessage))]
[JsonSerializable(typeof(CodeMessage))]
[JsonSerializable(typeof(ExecuteMessage))]
[JsonSerializable(typeof(FinishedMessage))]
[JsonSerializable(typeof(LogMessage))]
[JsonSerializable(typeof(ProgressMessage))]
[JsonSerializable(typeof(HeartbeatMessage))]
[JsonSerializable(typeof(AttemptError))]
public sealed partial class MessageJson : JsonSerializerContext;
