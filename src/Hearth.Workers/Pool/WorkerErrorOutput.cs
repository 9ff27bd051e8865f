using System.Text;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;

namespace Hearth.Workers.Pool;

/// <summary>
/// What a worker prints outside the protocol: child processes and native code of tasks, and the runtime's last words. It goes into the log of the attempt
/// that executes; the end of it is kept to explain a death.
/// </summary>
internal sealed class WorkerErrorOutput
{
    private const int Kept = 16 * 1024;
    private readonly Stream _stream;
    private readonly StringBuilder _end = new();
    private readonly RedactedLines _redacted = new();
    private readonly Lock _lock = new();
    private readonly Thread _thread;
    private byte[] _undecided = [];
    private Func<long, AttemptPlaces?> _placesOf = _ => null;
    private TaskCompletionSource _taken = new();
    private long _attempt, _awaited = -1;
    private bool _isOpen;
    private long _written;
    private bool _over;

    public WorkerErrorOutput(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(Read) { IsBackground = true, Name = "worker output" };
        _thread.Start();
    }

    /// <summary>What follows belongs to this attempt, until its mark. A death is explained by what was printed from here on.</summary>
    public void Begin(long attempt, AttemptPlaces places, IReadOnlyList<string>? secrets = null) => Begin(attempt, secrets, of => of == attempt ? places : null);

    /// <summary>What follows belongs to the attempts of a batch, to each until its mark, in the order of their ids.</summary>
    /// <param name="first">The first.</param>
    /// <param name="secrets">What must not appear in their logs.</param>
    /// <param name="placesOf">The places of each; null where there is none any more.</param>
    public void Begin(long first, IReadOnlyList<string>? secrets, Func<long, AttemptPlaces?> placesOf)
    {
        lock (_lock)
        {
            Show(_redacted.Begin(secrets));
            _placesOf = placesOf;
            _attempt = first;
            _isOpen = true;
            _written = 0;
            _end.Clear();
        }
    }

    /// <summary>Done when all that the attempt printed is in its log. The worker marks its end before it says that the attempt has ended.</summary>
    public Task WhenTakenAsync(long attempt)
    {
        lock (_lock)
        {
            if (_over || attempt < _attempt || !_isOpen)
                return Task.CompletedTask;
            if (_awaited != attempt || _taken.Task.IsCompleted)
                (_awaited, _taken) = (attempt, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _taken.Task;
        }
    }

    /// <summary>The end of the output, once the process is gone.</summary>
    public string End()
    {
        // Bounded: a process that a task detached may hold the pipe open for ever.
        _thread.Join(TimeSpan.FromMilliseconds(200));
        lock (_lock)
        {
            Over();
            return _end.ToString();
        }
    }

    private void Read()
    {
        var buffer = new byte[8192];
        try
        {
            using (_stream)
            {
                int read;
                while ((read = _stream.Read(buffer)) > 0)
                    lock (_lock)
                        Take(buffer.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
        finally
        {
            lock (_lock)
                Over();
        }
    }

    /// <summary>Within the lock.</summary>
    private void Over()
    {
        Keep(_undecided);
        Show(_redacted.Flush());
        _undecided = [];
        _isOpen = false;
        _over = true;
        _taken.TrySetResult();
    }

    /// <summary>Within the lock.</summary>
    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_undecided.Length > 0)
            bytes = (byte[])[.. _undecided, .. bytes];
        while (OutputMark.TryFind(bytes, out var before, out var length, out var attempt))
        {
            Keep(bytes[..before]);
            bytes = bytes[(before + length)..];
            // Attempts that printed nothing have no mark.
            if (attempt < _attempt || !_isOpen)
                continue;
            Show(_redacted.Flush());
            _attempt = attempt + 1;
            _written = 0;
            // What an item printed does not explain the death of the next.
            if (_placesOf(_attempt) is not null)
                _end.Clear();
            if (_awaited <= attempt)
                _taken.TrySetResult();
        }

        OutputMark.TryFind(bytes, out var certain, out _, out _);
        Keep(bytes[..certain]);
        _undecided = bytes[certain..].ToArray();
        // A mark is short; what goes on without an end is none.
        if (_undecided.Length <= 64)
            return;
        Keep(_undecided);
        _undecided = [];
    }

    private void Keep(ReadOnlySpan<byte> bytes) => Show(_redacted.Take(bytes));

    private void Show(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        _end.Append(Encoding.UTF8.GetString(bytes));
        if (_end.Length > Kept * 2)
            _end.Remove(Kept, _end.Length - (Kept * 2));
        if (!_isOpen || _placesOf(_attempt) is not { } places || _written >= places.LogLimit)
            return;
        _written += bytes.Length;
        try
        {
            using var log = AppendFile.Open(places.Log);
            log.Write(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _end.Append($"\n(the log {places.Log} cannot be written: {exception.Message})\n");
        }
    }
}
