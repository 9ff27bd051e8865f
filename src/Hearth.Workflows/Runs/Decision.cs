namespace Hearth.Workflows.Runs;

/// <summary>What is to be done next. Carrying it out appends the event that it names.</summary>
public abstract record Decision;
