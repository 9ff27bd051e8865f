namespace Hearth.Workflows.Runs;

/// <summary>What holds at the moment at which a step ends, and is remembered of it: a later definition does not change what was.</summary>
/// <param name="Cancelling">The run is being cancelled.</param>
/// <param name="Removed">The step is in the workflow no more.</param>
/// <param name="Failure">Something before it did not succeed.</param>
/// <param name="Forgiving">Its own failure is no failure of the run.</param>
internal readonly record struct StepCircumstances(bool Cancelling, bool Removed, bool Failure = false, bool Forgiving = false);
