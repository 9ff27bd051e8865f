namespace Hearth.Host.Health;

/// <summary>A module of which replaced versions did not go.</summary>
/// <param name="Subject">Its files.</param>
/// <param name="Cause">What held the last one.</param>
/// <param name="Versions">How many since the host is up.</param>
internal sealed record ModuleLeak(string Subject, string Cause, int Versions);
