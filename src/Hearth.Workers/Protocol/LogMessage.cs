namespace Hearth.Workers.Protocol;

/// <summary>Worker to host: an entry of the attempt's log, as also written to its file.</summary>
public sealed record LogMessage(TaskLogLevel Level, string Text);
