using Hearth.Workers.Protocol;

namespace Hearth.Host.Views;

/// <summary>One attempt.</summary>
/// <param name="Item">The item of a mapped step, from 0.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Code">The fingerprint of the code that was executed.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Run">The nested run that it is.</param>
/// <param name="Status">running, succeeded, failed, timed-out, interrupted or cancelled.</param>
/// <param name="Started">When.</param>
/// <param name="Seconds">How long the task took.</param>
/// <param name="Error">Why it failed.</param>
public sealed record AttemptView(long? Item, int Attempt, string? Code, string? Worker, string? Run, string Status, DateTimeOffset Started, double Seconds,
    AttemptError? Error);
