using Hearth.Workers.Protocol;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>How an attempt ended, with what the log keeps of it.</summary>
internal sealed record AttemptEvidence(AttemptOutcome Outcome, StoredValue? Output, AttemptError? Error, TimeSpan Duration)
{
    public static AttemptEvidence Failed(AttemptError error, TimeSpan duration = default) => new(AttemptOutcome.Failed, null, error, duration);
}
