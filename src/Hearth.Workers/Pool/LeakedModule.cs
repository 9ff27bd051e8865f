namespace Hearth.Workers.Pool;

/// <summary>A replaced version of a module that is still in a worker's memory.</summary>
/// <param name="Module">The module's name; <c>packages</c> for the packages that modules share.</param>
/// <param name="Key">Its load key.</param>
/// <param name="Seconds">Since it was replaced.</param>
/// <param name="Bytes">What it costs, about.</param>
/// <param name="Cause">What holds it, where that was found.</param>
/// <param name="Note">Why the cause is not known, or what else is.</param>
public sealed record LeakedModule(string Module, string Key, double Seconds, long Bytes, string? Cause, string? Note)
{
    /// <summary>The runs whose attempts executed it on this worker; the newest, where there were many.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];
}
