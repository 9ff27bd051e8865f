namespace Hearth.Workers.Protocol;

/// <summary>Worker to host, first: who it is.</summary>
public sealed record HelloMessage(int Protocol, int ProcessId, string Runtime);
