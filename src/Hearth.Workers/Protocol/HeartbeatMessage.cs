namespace Hearth.Workers.Protocol;

/// <summary>Worker to host: the process lives.</summary>
/// <param name="WorkingSet">Its memory in bytes.</param>
/// <param name="Modules">How many modules it has loaded.</param>
public sealed record HeartbeatMessage(long WorkingSet, int Modules = 0);
