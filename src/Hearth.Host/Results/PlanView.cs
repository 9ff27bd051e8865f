using System.Collections.Immutable;

namespace Hearth.Host.Results;

/// <summary>What a run would do, as <c>hearth run --plan --json</c> gives it. Members are only ever added.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Steps">In the order of the definition.</param>
public sealed record PlanView(string Workflow, ImmutableArray<StepPlanView> Steps);
