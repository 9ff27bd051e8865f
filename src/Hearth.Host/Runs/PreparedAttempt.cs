using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Runs;

/// <summary>What an attempt of a task needs to begin: a worker and code.</summary>
/// <param name="Lease">The worker; whoever has this gives it back.</param>
/// <param name="Version">The code; null where it cannot be had.</param>
/// <param name="Error">Why it cannot.</param>
internal sealed record PreparedAttempt(WorkerLease Lease, TaskVersion? Version, AttemptError? Error);
