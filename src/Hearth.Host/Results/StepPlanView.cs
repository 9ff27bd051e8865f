namespace Hearth.Host.Results;

/// <summary>What a run would do with a step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Verdict">reuse, compute, unknown or skip.</param>
/// <param name="Reason">Why.</param>
/// <param name="Items">The counts of a mapped step; null where they are not known.</param>
public sealed record StepPlanView(string Name, string Verdict, string Reason, PlanCounts? Items);
