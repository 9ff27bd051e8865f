using System.Collections.Immutable;

namespace Hearth.Host.Runs;

/// <summary>Where a run stands at one moment, for people who watch.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Workflow">Its workflow.</param>
/// <param name="Status">Its status.</param>
/// <param name="Seconds">Since this host took it up.</param>
/// <param name="Steps">In the definition's order.</param>
/// <param name="Logs">Log entries since the last snapshot that the same watcher got; the newest ones, where there were too many.</param>
public sealed record RunSnapshot(string Run, string Workflow, string Status, double Seconds, ImmutableArray<StepSnapshot> Steps, ImmutableArray<LogLine> Logs);
