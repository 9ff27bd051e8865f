namespace Hearth.Workers.Protocol;

/// <summary>A context that was replaced and has not gone.</summary>
/// <param name="Key">The load key of its module; for packages a hash of their paths.</param>
/// <param name="Module">The module's name; <c>packages</c> for packages.</param>
/// <param name="Context">The context's own name, as a debugger shows it.</param>
/// <param name="Seconds">Since it was given up.</param>
/// <param name="Bytes">What it costs, about: the process's growth, divided.</param>
public sealed record OldContext(string Key, string Module, string Context, double Seconds, long Bytes);
