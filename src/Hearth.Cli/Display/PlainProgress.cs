using Hearth.Host.Runs;

namespace Hearth.Cli.Display;

/// <summary>Progress as lines: one when a step begins or ends, and every few seconds one for a step with items.</summary>
internal sealed class PlainProgress(bool verbose) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, string> _shown = [];
    private long _said = TimeProvider.System.GetTimestamp();

    public void Show(RunSnapshot snapshot)
    {
        if (verbose)
            foreach (var line in snapshot.Logs)
                Console.Error.WriteLine($"  {line.Step}: {line.Text}");
        var say = TimeProvider.System.GetElapsedTime(_said) > Interval;
        foreach (var step in snapshot.Steps)
        {
            var changed = _shown.GetValueOrDefault(step.Name, "pending") != step.Status;
            if (!changed && !(say && step.Status == "running"))
                continue;
            _shown[step.Name] = step.Status;
            Console.Error.WriteLine($"  {step.Name}: {Text(step)}");
        }

        if (say)
            _said = TimeProvider.System.GetTimestamp();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Text(StepSnapshot step) => step.Status switch
    {
        "running" when step.Mapped => Figures.Items(new ItemFigures(step.Total, step.Done, step.Failed, step.Reused, step.Rate)),
        "running" => step.Message ?? "running",
        "skipped" => $"skipped ({step.Reason})",
        _ when step.IsReused => "reused",
        _ when step.Mapped => $"{step.Status}, {Figures.Items(new ItemFigures(step.Total, step.Done, step.Failed, step.Reused, 0))}, {Figures.Seconds(step.Seconds)}",
        _ => $"{step.Status}, {Figures.Seconds(step.Seconds)}",
    };
}
