using System.Text;
using Hearth.Workers.Protocol;

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
    private AttemptPlaces? _places;
    private long _written;

    public WorkerErrorOutput(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(Read) { IsBackground = true, Name = "worker output" };
        _thread.Start();
    }

    /// <summary>The attempt that what follows belongs to, or null.</summary>
    public void Attempt(AttemptPlaces? places)
    {
        lock (_lock)
        {
            _places = places;
            _written = 0;
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
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = _stream.Read(buffer)) > 0)
                Take(buffer.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _end.Append(Encoding.UTF8.GetString(bytes));
            if (_end.Length > Kept * 2)
                _end.Remove(0, _end.Length - Kept);
            if (_places is null || _written >= _places.LogLimit)
                return;
            _written += bytes.Length;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_places.Log)!);
                using var log = new FileStream(_places.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
                log.Write(bytes);
            }
            catch (IOException exception)
            {
                _end.Append($"\n(the log {_places.Log} cannot be written: {exception.Message})\n");
            }
        }
    }
}
