using System.Collections.Immutable;

namespace Hearth.Host.Health;

/// <summary>The answer of <c>hearth doctor --json</c>.</summary>
/// <param name="Healthy">Whether nothing is wrong, or all of it was repaired.</param>
/// <param name="Host">The process of the host that was asked about its workers; absent where none is up.</param>
/// <param name="Findings">What is wrong.</param>
public sealed record DoctorView(bool Healthy, int? Host, ImmutableArray<DoctorFinding> Findings);
