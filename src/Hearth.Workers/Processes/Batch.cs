using System.Text.Json;
using System.Threading.Channels;
using Hearth.Workers.Loading;
using Hearth.Workers.Processes.Resources;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>
/// Items that are executed one after the other. What is said of them is exact at every moment: an item begins only after the frame that says so has left,
/// so that after a death of this process the host knows which one executed. Items are added and recalled by the thread that reads frames.
/// </summary>
internal sealed class Batch
{
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
    private readonly Lock _lock = new();
    private Execution? _executing;
    private long _begun;
    private long _cancelled = -1;
    private bool _recalled;

    public Batch(long id, BatchMessage message, FrameWriter writer, LogSender logs, Stream error, ModuleLoader code, ResourceCache resources)
    {
        (_id, _message, _writer, _logs, _error, _code, _resources) = (id, message, writer, logs, error, code, resources);
        // Numbers of attempts are never used twice, so that nothing can lie in the scratch folder of one.
        _isFirst = !Directory.Exists(message.Places.Artifacts);
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
            _cancelled = id;
            execution = id == _id + _begun - 1 ? _executing : null;
        }

        execution?.Cancel();
    }

    /// <summary>Executes all.</summary>
    /// <exception cref="IOException">The host is gone.</exception>
    public async Task RunAsync()
    {
        CodeLease? lease = null;
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
                announced = End(id, result);
            }
        }
        finally
        {
            lease?.Dispose();
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
    private bool End(long id, ExecutionResult result)
    {
        var content = result.Error is null ? result.Output : JsonSerializer.SerializeToUtf8Bytes(result.Error, MessageJson.Default.AttemptError);
        _error.Write(OutputMark.Of(id));
        lock (_lock)
        {
            _executing = null;
            var goesOn = !_recalled && _items.Reader.TryPeek(out _);
            _writer.WriteEnd(id, result.Error is not null, goesOn, result.Microseconds, content.Span);
            if (goesOn)
                _begun++;
            return goesOn;
        }
    }
}
