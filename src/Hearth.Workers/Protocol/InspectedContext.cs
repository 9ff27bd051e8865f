namespace Hearth.Workers.Protocol;

/// <summary>What holds a context.</summary>
/// <param name="Context">The context's own name.</param>
/// <param name="Cause">For people; null where nothing was found.</param>
/// <param name="Path">From the root to the context's code, type by type.</param>
public sealed record InspectedContext(string Context, string? Cause, IReadOnlyList<string>? Path);
