using System.IO.Pipes;
using System.Text;
using Hearth.Workers.Processes;
using Hearth.Workers.Protocol;
using Microsoft.Win32.SafeHandles;

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
    private readonly Lock _lock = new();
    private readonly Thread _thread;
    private readonly SafePipeHandle? _pipe;
    private readonly int _descriptor = -1;
    private readonly byte[] _buffer = new byte[8192];
    private AttemptPlaces? _places;
    private long _written;
    private bool _ended;

    public WorkerErrorOutput(Stream stream)
    {
        _stream = stream;
        if (!OperatingSystem.IsWindows() && stream is PipeStream { SafePipeHandle: var pipe })
        {
            // Held for as long as the thread polls it: a number that is closed meanwhile could become another file's.
            var held = false;
            pipe.DangerousAddRef(ref held);
            _descriptor = (int)pipe.DangerousGetHandle();
            _pipe = pipe;
        }

        _thread = new Thread(Read) { IsBackground = true, Name = "worker output" };
        _thread.Start();
    }

    /// <summary>The attempt that what follows belongs to. What was printed before belongs to the one before, however late it is read.</summary>
    public void Attempt(AttemptPlaces places)
    {
        lock (_lock)
        {
            ReadWaiting();
            _places = places;
            _written = 0;
        }
    }

    /// <summary>Takes what the attempt's child processes have printed by now, so that it is in the log when the attempt is reported.</summary>
    public void EndAttempt()
    {
        lock (_lock)
        {
            ReadWaiting();
            _places = null;
        }
    }

    /// <summary>The end of the output, once the process is gone.</summary>
    public string End()
    {
        // Bounded: a process that a task detached may hold the pipe open for ever.
        _thread.Join(TimeSpan.FromMilliseconds(200));
        lock (_lock)
            return _end.ToString();
    }

    private void Read()
    {
        try
        {
            if (_descriptor < 0)
                ReadBlocking();
            else
                ReadPolling();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
        finally
        {
            _pipe?.DangerousRelease();
        }
    }

    /// <summary>Waits outside the lock and reads within it: so nothing is ever read but not yet taken when the lock is free.</summary>
    private void ReadPolling()
    {
        while (true)
        {
            _ = Poll(Timeout.Infinite);
            lock (_lock)
                if (!ReadWaiting())
                    return;
        }
    }

    /// <summary>Where there is no poll: what an attempt's children print last may miss its log.</summary>
    private void ReadBlocking()
    {
        int read;
        var buffer = new byte[_buffer.Length];
        while ((read = _stream.Read(buffer)) > 0)
            lock (_lock)
                Take(buffer.AsSpan(0, read));
    }

    /// <summary>Within the lock. Reads what is there, without waiting.</summary>
    /// <returns>False at the end of the stream.</returns>
    private bool ReadWaiting()
    {
        while (!_ended && _descriptor >= 0 && Poll(0))
        {
            var read = _stream.Read(_buffer);
            _ended = read == 0;
            Take(_buffer.AsSpan(0, read));
        }

        return !_ended;
    }

    private bool Poll(int milliseconds)
    {
        var descriptor = new NativeMethods.PollDescriptor { Descriptor = _descriptor, Wanted = NativeMethods.PollIn };
        return NativeMethods.Poll(ref descriptor, 1, milliseconds) > 0;
    }

    /// <summary>Within the lock.</summary>
    private void Take(ReadOnlySpan<byte> bytes)
    {
        _end.Append(Encoding.UTF8.GetString(bytes));
        if (_end.Length > Kept * 2)
            _end.Remove(0, _end.Length - Kept);
        if (bytes.IsEmpty || _places is null || _written >= _places.LogLimit)
            return;
        _written += bytes.Length;
        try
        {
            using var log = AppendFile.Open(_places.Log);
            log.Write(bytes);
        }
        catch (IOException exception)
        {
            _end.Append($"\n(the log {_places.Log} cannot be written: {exception.Message})\n");
        }
    }
}
