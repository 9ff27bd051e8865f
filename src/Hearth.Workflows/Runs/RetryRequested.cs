namespace Hearth.Workflows.Runs;

/// <summary>What did not succeed is done again; with <see cref="From"/>, that step and all after it.</summary>
/// <param name="At">When.</param>
/// <param name="From">Position in the plan, or null.</param>
public sealed record RetryRequested(DateTimeOffset At, int? From) : RunEvent(At);
