using Hearth.Host.Results;

namespace Hearth.Host.Runs;

/// <summary>What the attempts of a run may begin and take over.</summary>
/// <param name="Nested">Starts runs inside it.</param>
/// <param name="Previous">Earlier runs of the same watch; null where there are none.</param>
/// <param name="Fresh">The steps that take nothing over.</param>
internal sealed record AttemptSources(INestedRuns Nested, PreviousRuns? Previous, FreshSteps Fresh);
