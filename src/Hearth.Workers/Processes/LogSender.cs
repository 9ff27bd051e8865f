using System.Diagnostics;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>
/// Sends log entries to the host, for those who watch; all of them are in the log files. Bounded: nobody reads thousands of lines a second, and telling them would cost more than
/// the work of short items. Safe for use from several threads.
/// </summary>
/// <param name="writer">To the host.</param>
internal sealed class LogSender(FrameWriter writer)
{
    private const int MostInWindow = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private long _began;
    private int _sent;

    public void Send(long attempt, LogMessage entry)
    {
        lock (_lock)
        {
            if (_began == 0 || Stopwatch.GetElapsedTime(_began) > Window)
                (_began, _sent) = (Stopwatch.GetTimestamp(), 0);
            if (++_sent > MostInWindow)
                return;
        }

        writer.Write(FrameKind.Log, attempt, entry, MessageJson.Default.LogMessage);
    }
}
