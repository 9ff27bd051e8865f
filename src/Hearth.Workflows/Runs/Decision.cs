namespace Hearth.Workflows.Runs;

/// <summary>What is to be done next. Carrying it out appends the event that it names.</summary>
public abstract record Decision;

/// <summary>Evaluate the step's condition and items: <see cref="StepOpened"/>, <see cref="StepSkipped"/>, or <see cref="StepEnded"/> as failed.</summary>
public sealed record OpenStep(int Step) : Decision;

/// <summary>Append <see cref="StepSkipped"/>.</summary>
public sealed record SkipStep(int Step, string Reason) : Decision;

/// <summary>Store the step's output and append <see cref="StepEnded"/>.</summary>
public sealed record EndStep(int Step, StepStatus Status) : Decision;

/// <summary>Append <see cref="AttemptStarted"/> and execute.</summary>
public sealed record StartAttempt(int Step, long Item, int Attempt) : Decision;

/// <summary>Evaluate the run's outputs and append <see cref="RunEnded"/>.</summary>
public sealed record EndRun(RunStatus Status) : Decision;
