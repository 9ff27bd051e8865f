namespace Hearth.Workflows.Runs;

/// <summary>Append <see cref="AttemptStarted"/> and execute.</summary>
public sealed record StartAttempt(int Step, long Item, int Attempt) : Decision;
