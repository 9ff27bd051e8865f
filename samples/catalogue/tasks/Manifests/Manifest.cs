namespace Catalogue;

/// <summary>What a manifest says.</summary>
/// <param name="File">Its path in the copy.</param>
/// <param name="Kind">What it is a manifest of: <c>npm</c>, <c>cargo</c>, <c>python</c>, <c>dotnet</c>.</param>
/// <param name="Picture">A picture that it names.</param>
/// <param name="Error">Why it cannot be read.</param>
/// <param name="ErrorLine">Where, from 1.</param>
public sealed record Manifest(
    string File, string Kind, string? Name = null, string? Version = null, string? Description = null, string? Licence = null, IReadOnlyList<string>? Keywords = null,
    string? Picture = null, string? Error = null, int? ErrorLine = null);
