namespace Hearth.Workers.Protocol;

/// <summary>Worker to host: the process lives.</summary>
/// <param name="WorkingSet">Its memory in bytes.</param>
public sealed record HeartbeatMessage(long WorkingSet);
