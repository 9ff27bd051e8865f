namespace Hearth;

/// <summary>One attempt of a step or of one of its items.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Status"><c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>timed-out</c>, <c>interrupted</c> or <c>cancelled</c>.</param>
/// <param name="Started">When.</param>
/// <param name="Seconds">How long the task took.</param>
/// <param name="Item">The item, from 0; null in a step without items.</param>
/// <param name="Code">The fingerprint of the code that was executed.</param>
/// <param name="Worker">The worker that executed it.</param>
/// <param name="Run">The nested run that it was.</param>
/// <param name="Error">Why it failed.</param>
public sealed record AttemptReport(
    int Attempt, string Status, DateTimeOffset Started, double Seconds, long? Item = null, string? Code = null, string? Worker = null, string? Run = null,
    ErrorReport? Error = null);
