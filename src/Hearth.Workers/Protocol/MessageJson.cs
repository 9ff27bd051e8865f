using System.Text.Json.Serialization;

namespace Hearth.Workers.Protocol;

/// <summary>The messages' JSON, made at compile time: the worker starts without reflection.</summary>
// Deeper than what tasks may return, which stands inside these messages.
[JsonSourceGenerationOptions(MaxDepth = 256, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HelloMessage))]
[JsonSerializable(typeof(ModuleMessage))]
[JsonSerializable(typeof(ForgetMessage))]
[JsonSerializable(typeof(ExecuteMessage))]
[JsonSerializable(typeof(BatchMessage))]
[JsonSerializable(typeof(LogMessage))]
[JsonSerializable(typeof(ProgressMessage))]
[JsonSerializable(typeof(HeartbeatMessage))]
[JsonSerializable(typeof(SettingsMessage))]
[JsonSerializable(typeof(ContextsMessage))]
[JsonSerializable(typeof(AttemptError))]
[JsonSerializable(typeof(ExtensionCall))]
[JsonSerializable(typeof(ExtensionAnswer))]
[JsonSerializable(typeof(InspectionMessage))]
public sealed partial class MessageJson : JsonSerializerContext;
