using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>The words for statuses in the log, in JSON and for people: one set.</summary>
internal static class Words
{
    public static string Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Succeeded => "succeeded",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.TimedOut => "timed-out",
        AttemptOutcome.Interrupted => "interrupted",
        _ => "cancelled",
    };

    public static AttemptOutcome Outcome(string? word) => word switch
    {
        "succeeded" => AttemptOutcome.Succeeded,
        "failed" => AttemptOutcome.Failed,
        "timed-out" => AttemptOutcome.TimedOut,
        "interrupted" => AttemptOutcome.Interrupted,
        "cancelled" => AttemptOutcome.Cancelled,
        _ => throw Unknown(word),
    };

    public static string Of(StepStatus status) => status switch
    {
        Workflows.Runs.StepStatus.Pending => "pending",
        Workflows.Runs.StepStatus.Running => "running",
        Workflows.Runs.StepStatus.Succeeded => "succeeded",
        Workflows.Runs.StepStatus.Failed => "failed",
        Workflows.Runs.StepStatus.Skipped => "skipped",
        _ => "cancelled",
    };

    public static StepStatus StepStatus(string? word) => word switch
    {
        "succeeded" => Workflows.Runs.StepStatus.Succeeded,
        "failed" => Workflows.Runs.StepStatus.Failed,
        "cancelled" => Workflows.Runs.StepStatus.Cancelled,
        _ => throw Unknown(word),
    };

    public static string Of(RunStatus status) => status switch
    {
        Workflows.Runs.RunStatus.Running => "running",
        Workflows.Runs.RunStatus.Succeeded => "succeeded",
        Workflows.Runs.RunStatus.Failed => "failed",
        Workflows.Runs.RunStatus.Cancelled => "cancelled",
        Workflows.Runs.RunStatus.Interrupted => "interrupted",
        _ => "waiting",
    };

    public static RunStatus RunStatus(string? word) => word switch
    {
        "running" => Workflows.Runs.RunStatus.Running,
        "succeeded" => Workflows.Runs.RunStatus.Succeeded,
        "failed" => Workflows.Runs.RunStatus.Failed,
        "cancelled" => Workflows.Runs.RunStatus.Cancelled,
        "interrupted" => Workflows.Runs.RunStatus.Interrupted,
        "waiting" => Workflows.Runs.RunStatus.Waiting,
        _ => throw Unknown(word),
    };

    private static Store.StoreException Unknown(string? word) =>
        new(Store.StoreException.NewerFormat, $"The log has the status '{word}', which this version does not know.");
}
