using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What an attempt of a task needs to begin: a worker and code.</summary>
/// <param name="Lease">The worker; whoever has this gives it back. Null where none is needed.</param>
/// <param name="Version">The code; null where it cannot be had.</param>
/// <param name="Error">Why it cannot.</param>
internal sealed record PreparedAttempt(WorkerLease? Lease, TaskVersion? Version, AttemptError? Error)
{
    /// <summary>The step as it was when this was prepared: for another definition it is of no use.</summary>
    public required StepDefinition Definition { get; init; }

    /// <summary>Why nothing stood for it; empty where nothing could.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What stands for it: no worker is needed.</summary>
    public ReusedResult? Reused { get; init; }

    /// <summary>The attempt that it was looked for whether anything stands for it.</summary>
    public StartAttempt? For { get; init; }
}
