namespace Hearth.Host.Views;

/// <summary>A run in a list.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Status">As in <see cref="RunView"/>.</param>
/// <param name="Created">When it was started.</param>
/// <param name="Ended">When it ended.</param>
public sealed record RunSummary(string Run, string Workflow, string Status, DateTimeOffset Created, DateTimeOffset? Ended);
