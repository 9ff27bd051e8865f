namespace Hearth.Workers.Pool;

/// <summary>How a batch ended.</summary>
/// <param name="Ended">How many of its items ended, from the first.</param>
/// <param name="Begun">How many began: one more than ended where the process died under one.</param>
/// <param name="Exit">Why the process ended; null where it did not.</param>
/// <param name="Running">How long the item that it died under had been executing.</param>
public sealed record BatchEnd(int Ended, int Begun, WorkerExit? Exit, TimeSpan Running);
