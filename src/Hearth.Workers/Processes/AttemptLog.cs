using System.Buffers;
using System.Globalization;
using System.Text;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;

namespace Hearth.Workers.Processes;

/// <summary>An attempt's log: a file, made with the first entry, and entries for the host. Bounded: a task that prints for ever fails, the disk does not.</summary>
internal sealed class AttemptLog(AttemptPlaces places, SecretRedactor secrets, Action<LogMessage> send, CancellationTokenSource cancellation) : TaskLog, IDisposable
{
    private const int LongestSent = 8 * 1024;
    private readonly Lock _lock = new();
    private readonly LineBuffer _output = new();
    private readonly LineBuffer _error = new();
    private FileStream? _file;
    private long _written;
    private bool _closed;

    /// <summary>Whether the attempt wrote more than it may.</summary>
    public bool LimitReached { get; private set; }

    public override void Write(TaskLogLevel level, string message)
    {
        message = secrets.Redact(message);
        lock (_lock)
        {
            if (LimitReached)
                throw new LogLimitException(places.LogLimit);
            // A thread that the task left behind: the attempt is over, its log too.
            if (_closed)
                return;
            _written += message.Length + 32;
            if (_written > places.LogLimit)
            {
                LimitReached = true;
                WriteLine(TaskLogLevel.Error, "The log's limit is reached; the attempt fails.");
                _ = cancellation.CancelAsync();
                throw new LogLimitException(places.LogLimit);
            }

            WriteLine(level, message);
            // Within the lock: the host hears of lines in the order of the file.
            send(new LogMessage(level, message.Length > LongestSent ? message[..LongestSent] + "…" : message));
        }
    }

    /// <summary>Takes what is printed to the console.</summary>
    public void Print(TaskLogLevel level, ReadOnlySpan<char> text) =>
        (level == TaskLogLevel.Warning ? _error : _output).Add(text, line => Write(level, line));

    /// <summary>Writes what was printed without an end of line.</summary>
    public void Flush()
    {
        if (LimitReached)
            return;
        if (_output.TakeRest() is { } output)
            Write(TaskLogLevel.Information, output);
        if (_error.TakeRest() is { } error)
            Write(TaskLogLevel.Warning, error);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _file?.Dispose();
            _file = null;
        }
    }

    private void WriteLine(TaskLogLevel level, string message)
    {
        _file ??= AppendFile.Open(places.Log);
        var word = level switch
        {
            TaskLogLevel.Debug => "debug",
            TaskLogLevel.Information => "info ",
            TaskLogLevel.Warning => "warn ",
            _ => "error",
        };
        // Not buffered: a killed process must not take the last lines, the ones that matter, with it.
        var line = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {word} {message}{Environment.NewLine}");
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        try
        {
            _file.Write(buffer, 0, Encoding.UTF8.GetBytes(line, buffer));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
