namespace Hearth.Store;

/// <summary>Something about a run that is no part of its log: it may be found out after the run has ended.</summary>
/// <param name="Run">The run.</param>
/// <param name="At">When it was found.</param>
/// <param name="Id">What, as <c>hearth explain</c> takes it.</param>
/// <param name="Message">For people.</param>
public sealed record Finding(string Run, DateTimeOffset At, string Id, string Message);
