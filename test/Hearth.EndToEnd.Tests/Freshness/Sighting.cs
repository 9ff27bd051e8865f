using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Freshness;

/// <summary>What came of a use of an extension.</summary>
/// <param name="Version">The code that executed; null where none did.</param>
/// <param name="Process">The worker that it executed on.</param>
/// <param name="Result">What the command said.</param>
internal sealed record Sighting(string? Version, int Process, CommandResult Result);
