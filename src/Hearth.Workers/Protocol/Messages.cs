using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearth.Workers.Protocol;

/// <summary>Worker to host, first: who it is.</summary>
public sealed record HelloMessage(int Protocol, int ProcessId, string Runtime);

/// <summary>Host to worker: where compiled code lies.</summary>
/// <param name="Key">Its load key.</param>
/// <param name="Assembly">The assembly's path.</param>
/// <param name="Dependencies">Paths of the assemblies and native libraries that it needs beside the framework.</param>
public sealed record CodeMessage(string Key, string Assembly, IReadOnlyList<string> Dependencies);

/// <summary>Host to worker: execute an attempt.</summary>
/// <param name="Code">The load key.</param>
/// <param name="Type">The task's class, as metadata names it.</param>
/// <param name="Run">The run.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Step">The step.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Item">The item of a mapped step.</param>
/// <param name="Places">Folders and files of the attempt.</param>
/// <param name="Input">The task's input.</param>
public sealed record ExecuteMessage(string Code, string Type, string Run, string Workflow, string Step, int Attempt, long? Item, AttemptPlaces Places, JsonElement Input);

/// <summary>Folders and files of an attempt, absolute.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Artifacts">What the step leaves behind.</param>
/// <param name="Scratch">Deleted after the attempt.</param>
/// <param name="Log">The log file, made when something is logged.</param>
/// <param name="LogLimit">The most bytes that an attempt may log.</param>
public sealed record AttemptPlaces(string Workspace, string Artifacts, string Scratch, string Log, long LogLimit);

/// <summary>Worker to host: an attempt ended. Either an output or an error.</summary>
/// <param name="Output">What the task returned.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Microseconds">How long the task itself took.</param>
public sealed record FinishedMessage(JsonElement? Output, AttemptError? Error, long Microseconds);

/// <summary>Worker to host: an entry of the attempt's log, as also written to its file.</summary>
public sealed record LogMessage(TaskLogLevel Level, string Text);

/// <summary>Worker to host: how far the attempt is.</summary>
public sealed record ProgressMessage(long Done, long? Total, string? Text);

/// <summary>Worker to host: the process lives.</summary>
/// <param name="WorkingSet">Its memory in bytes.</param>
public sealed record HeartbeatMessage(long WorkingSet);

/// <summary>The messages' JSON, made at compile time: the worker starts without reflection.</summary>
// Deeper than what tasks may return, which stands inside these messages.
[JsonSourceGenerationOptions(MaxDepth = 256, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
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
