using Hearth.Host.Json;
using Hearth.Host.Runs;

namespace Hearth.Cli.Display;

/// <summary>Progress for programs: JSON lines on standard error, when something begins or ends, and once a second.</summary>
internal sealed class EventProgress(bool verbose) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Stream _error = Console.OpenStandardError();
    private string _shown = "";
    private long _said;

    public void Show(RunSnapshot snapshot)
    {
        var states = string.Join(' ', snapshot.Steps.Select(step => step.Status).Prepend(snapshot.Status));
        if (states == _shown && TimeProvider.System.GetElapsedTime(_said) < Interval && !(verbose && !snapshot.Logs.IsEmpty))
            return;
        (_shown, _said) = (states, TimeProvider.System.GetTimestamp());
        _error.Write([.. RunSnapshotJson.Event(snapshot, verbose), (byte)'\n']);
    }

    public ValueTask DisposeAsync() => _error.DisposeAsync();
}
