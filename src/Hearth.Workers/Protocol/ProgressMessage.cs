namespace Hearth.Workers.Protocol;

/// <summary>Worker to host: how far the attempt is.</summary>
public sealed record ProgressMessage(long Done, long? Total, string? Text);
