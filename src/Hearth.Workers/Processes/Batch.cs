using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Hearth.Workers.Journals;
using Hearth.Workers.Loading;
using Hearth.Workers.Processes.Resources;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>
/// Items that are executed one after the other. How one ended is in the journal before the next begins, so that after a death of this process it is known which one executed;
/// the host is told of it at once, or of short ones together after a millisecond. Items are added and recalled by the thread that reads frames.
/// </summary>
internal sealed class Batch : IDisposable
{
    private const int MostUntold = 32 * 1024, ShortMicroseconds = 200;
    private static readonly TimeSpan LongestUntold = TimeSpan.FromMilliseconds(1);
    private static readonly JsonElement NoInput = JsonElement.Parse("null");
    private readonly long _id;
    private readonly BatchMessage _message;
    private readonly FrameWriter _writer;
    private readonly LogSender _logs;
    private readonly Stream _error;
    private readonly ModuleLoader _code;
    private readonly ResourceCache _resources;
    private readonly Channel<BatchItem> _items = Channel.CreateUnbounded<BatchItem>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly bool _isFirst;

    // How items ended that the host has not been told of: the journal has them, so that a death loses none.
    private readonly ArrayBufferWriter<byte> _untold = new();
    private readonly Timer _teller;
    private long _untoldSince;
    private readonly Lock _lock = new();
    private Execution? _executing;
    private JournalWriter? _journal;
    private long _begun;
    private long _cancelled = -1;
    private bool _recalled;

    public Batch(long id, BatchMessage message, FrameWriter writer, LogSender logs, Stream error, ModuleLoader code, ResourceCache resources)
    {
        (_id, _message, _writer, _logs, _error, _code, _resources) = (id, message, writer, logs, error, code, resources);
        // Numbers of attempts are never used twice, so that nothing can lie in the scratch folder of one.
        _isFirst = !Directory.Exists(message.Places.Artifacts);
        _teller = new Timer(_ => TellLate());
    }

    /// <summary>More items; the memory is the caller's again when this returns.</summary>
    public void Add(ReadOnlyMemory<byte> payload)
    {
        var items = ItemFrames.Read(payload.ToArray(), out var last);
        foreach (var item in items)
            _items.Writer.TryWrite(item);
        if (last)
            _items.Writer.TryComplete();
    }

    /// <summary>Nothing more of it begins.</summary>
    public void Recall()
    {
        lock (_lock)
        {
            _recalled = true;
            _items.Writer.TryComplete();
            Tell();
            _writer.Write(FrameKind.Recalled, _id + _begun, []);
        }
    }

    /// <summary>Asks the item to end, where it executes.</summary>
    public void Cancel(long id)
    {
        Execution? execution;
        lock (_lock)
        {
            // It may have begun for the host, and not here yet.
            _cancelled = Math.Max(_cancelled, id);
            execution = id == _id + _begun - 1 ? _executing : null;
        }

        execution?.Cancel();
    }

    public void Dispose()
    {
        _teller.Dispose();
        _journal?.Dispose();
    }

    /// <summary>Executes all.</summary>
    /// <exception cref="IOException">The host is gone.</exception>
    public async Task RunAsync()
    {
        CodeLease? lease = null;
        _journal = OpenJournal();
        try
        {
            CodeLease Lease() => (lease ??= _code.Lease(_message.Code)).Again();
            var announced = false;
            while (await NextAsync(announced) is { } item)
            {
                var id = _id + _begun - 1;
                using var execution = new Execution(id, ExecuteMessage(item.Item), _isFirst, _writer, _logs, _resources);
                bool cancelled;
                lock (_lock)
                {
                    _executing = execution;
                    cancelled = _cancelled == id;
                }

                if (cancelled)
                    execution.Cancel();
                var result = await execution.RunAsync(Lease, item.Input);
                announced = End(id, item.Item, result);
            }
        }
        finally
        {
            lease?.Dispose();
            _journal?.Dispose();
            lock (_lock)
                Tell();
        }
    }

    private JournalWriter? OpenJournal()
    {
        if (_message.Journal.Length == 0)
            return null;
        try
        {
            return new JournalWriter(_message.Journal, new JournalHeader(_message.Step, _message.Attempt, _message.Code));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The host will say that the disk is full; here only the protection against its death is lost.
            Console.Error.WriteLine($"The journal {_message.Journal} cannot be written: {exception.Message}");
            return null;
        }
    }

    private void WriteDown(long item, ExecutionResult result, ReadOnlySpan<byte> content)
    {
        try
        {
            _journal?.Write(item, result.Error is not null, result.Microseconds, content);
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"The journal {_message.Journal} cannot be written: {exception.Message}");
            // From here on the host is told of each at once: one with a hole would say nothing of what follows.
            _journal!.Dispose();
            _journal = null;
        }
    }

    private ExecuteMessage ExecuteMessage(long item) => new(_message.Code, _message.Type, _message.Run, _message.Workflow, _message.Step, _message.Attempt, item,
        _message.Places.Of(item, _message.Attempt), NoInput);

    /// <summary>The next item, which has begun for the host when this returns.</summary>
    private async ValueTask<BatchItem?> NextAsync(bool announced)
    {
        while (true)
        {
            if (_items.Reader.TryRead(out var item))
            {
                if (announced)
                    return item;
                lock (_lock)
                {
                    if (_recalled)
                        return null;
                    Tell();
                    _writer.Write(FrameKind.ItemStarted, _id + _begun, []);
                    _begun++;
                }

                return item;
            }

            if (!await _items.Reader.WaitToReadAsync())
                return null;
        }
    }

    /// <returns>Whether the next item was said to begin.</returns>
    private bool End(long id, long item, ExecutionResult result)
    {
        var content = result.Error is null ? result.Output.Span : JsonSerializer.SerializeToUtf8Bytes(result.Error, MessageJson.Default.AttemptError);
        WriteDown(item, result, content);
        lock (_lock)
        {
            _executing = null;
            var goesOn = !_recalled && _items.Reader.TryPeek(out _);
            // What short items print stands in their logs; only a child process or native code writes past them, and takes longer, or has left something in the pipe.
            // So there is a mark for the last of those that are told together only.
            // Without a journal a death would take with it what was not told.
            var isShort = goesOn && _journal is not null && result.Microseconds < ShortMicroseconds && !NativeMethods.HasUnread(2);
            var first = _untold.WrittenCount == 0;
            if (first)
                _untoldSince = Stopwatch.GetTimestamp();
            var tell = !isShort || _untold.WrittenCount > MostUntold || Stopwatch.GetElapsedTime(_untoldSince) > LongestUntold;
            if (tell)
                _error.Write(OutputMark.Of(id));
            FrameWriter.AppendEnd(_untold, id, result.Error is not null, goesOn, result.Microseconds, content);
            if (goesOn)
                _begun++;
            if (tell)
                Tell();
            else if (first)
                _teller.Change(LongestUntold, Timeout.InfiniteTimeSpan);
            return goesOn;
        }
    }

    /// <summary>Within the lock.</summary>
    private void Tell()
    {
        if (_untold.WrittenCount == 0)
            return;
        _writer.WriteFrames(_untold.WrittenSpan);
        _untold.ResetWrittenCount();
    }

    /// <summary>The item that executes now takes longer than those before.</summary>
    private void TellLate()
    {
        try
        {
            lock (_lock)
            {
                if (_untold.WrittenCount == 0)
                    return;
                // What is printed from here on is its own.
                _error.Write(OutputMark.Of(_id + _begun - 2));
                Tell();
            }
        }
        catch (IOException)
        {
            // The host is gone; the reading thread ends the process.
        }
    }
}
