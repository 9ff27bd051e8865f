namespace Hearth.Inspector;

/// <summary>What holds a context.</summary>
internal sealed record Finding(string Context, string? Cause, IReadOnlyList<string> Path);
