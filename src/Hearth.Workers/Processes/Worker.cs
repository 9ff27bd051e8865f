using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hearth.Workers.Loading;
using Hearth.Workers.Processes.Resources;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>The worker's conversation with its host. Frames are read on the main thread, which no task code ever runs on.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResourcePatience = TimeSpan.FromSeconds(2);
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly LogSender _logs;
    private readonly Stream _error;
    private readonly ProcessGroup _group;
    private readonly ModuleLoader _modules;
    private readonly ResourceCache _resources = new();
    private readonly UnloadVerifier _unloading;
    private readonly Dictionary<long, Execution> _executions = [];
    private Batch? _batch;
    private long _batchId;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _ending = new();

    public Worker(StandardStreams streams, ProcessGroup group)
    {
        _reader = new FrameReader(streams.Input);
        _writer = new FrameWriter(streams.Output);
        _logs = new LogSender(_writer);
        _error = streams.Error;
        _group = group;
        _unloading = new UnloadVerifier(TimeProvider.System, () => _modules!.Count,
            (id, contexts) => _writer.Write(FrameKind.Contexts, id, contexts, MessageJson.Default.ContextsMessage));
        _modules = new ModuleLoader(_unloading.Retired);
    }

    /// <summary>Serves until the host says to end, or is gone.</summary>
    public void Run()
    {
        ConsoleCapture.Install();
        _writer.Write(FrameKind.Hello, 0, new HelloMessage(WorkerProtocol.Version, Environment.ProcessId, Environment.Version.ToString()), MessageJson.Default.HelloMessage);
        new Thread(Beat) { IsBackground = true, Name = "heartbeat", Priority = ThreadPriority.AboveNormal }.Start();
        try
        {
            while (_reader.TryRead(out var frame))
                if (!Handle(frame))
                    return;
        }
        catch (Exception exception)
        {
            // The host shows what a dead worker printed; the end below would leave no trace of why.
            Console.Error.WriteLine($"The worker cannot go on: {exception}");
        }
        finally
        {
            _ending.Set();
            // Either the host asked for the end with nothing executing, or it is gone: whatever still runs here has nobody to tell.
            _group.Kill();
        }
    }

    public void Dispose()
    {
        _ending.Dispose();
        _unloading.Dispose();
        _reader.Dispose();
        _error.Dispose();
    }

    private bool Handle(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Settings:
                _unloading.Configure(Decode(frame, MessageJson.Default.SettingsMessage));
                return true;
            case FrameKind.Module:
                _modules.Add(Decode(frame, MessageJson.Default.ModuleMessage));
                return true;
            case FrameKind.Forget:
                _modules.Forget(Decode(frame, MessageJson.Default.ForgetMessage).Keys);
                return true;
            case FrameKind.Verify:
                _unloading.Request(frame.Id);
                return true;
            case FrameKind.Execute:
                Execute(frame.Id, Decode(frame, MessageJson.Default.ExecuteMessage));
                return true;
            case FrameKind.Batch:
                Begin(frame.Id, Decode(frame, MessageJson.Default.BatchMessage));
                return true;
            case FrameKind.Items when frame.Id == _batchId:
                _batch!.Add(frame.Payload);
                return true;
            case FrameKind.Recall when frame.Id == _batchId:
                _batch!.Recall();
                return true;
            case FrameKind.Items or FrameKind.Recall:
                // It was on its way when its batch ended, and the next one began: there is nothing to do any more.
                return true;
            case FrameKind.Cancel:
                Cancel(frame.Id);
                return true;
            case FrameKind.Shutdown:
                // Connections are closed and subprocesses told to end; one that hangs must not hold up the end.
                _resources.DisposeAsync().AsTask().Wait(ResourcePatience);
                return false;
            default:
                throw new InvalidDataException($"The host sent a frame of kind {frame.Kind}, which this worker does not know.");
        }
    }

    private static T Decode<T>(Frame frame, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(frame.Payload.Span, type) ?? throw new InvalidDataException($"A frame of kind {frame.Kind} without content.");

    private void Execute(long id, ExecuteMessage message)
    {
        var execution = new Execution(id, message, isFirst: false, _writer, _logs, _resources);
        lock (_lock)
            _executions.Add(id, execution);
        _unloading.Touch();
        // Not on this thread: a task that blocks must not keep the worker from hearing 'cancel'.
        _ = Task.Run(() => ExecuteAsync(id, message.Code, execution));
    }

    private void Begin(long id, BatchMessage message)
    {
        (_batch, _batchId) = (new Batch(id, message, _writer, _logs, _error, _modules, _resources), id);
        var batch = _batch;
        _unloading.Touch();
        _ = Task.Run(async () =>
        {
            try
            {
                using (batch)
                    await batch.RunAsync();
                _unloading.Touch();
                await _unloading.WhenWithinLimitAsync();
                _writer.Write(FrameKind.BatchFinished, id, []);
            }
            catch (Exception exception)
            {
                End(exception);
            }
        });
    }

    /// <summary>Where the host is gone the reading thread ends the process anyway; whatever else it is, nobody would ever hear of what executes here.</summary>
    private void End(Exception exception)
    {
        Console.Error.WriteLine($"The worker cannot go on: {exception}");
        _group.Kill();
    }

    private void Cancel(long id)
    {
        Execution? execution;
        lock (_lock)
            _executions.TryGetValue(id, out execution);
        // Cancelling calls what the task registered, and that may block: then this thread would not even see that the host is gone.
        if (execution is not null)
            _ = Task.Run(execution.Cancel);
        else if (_batch is { } batch)
            _ = Task.Run(() => batch.Cancel(id));
    }

    private async Task ExecuteAsync(long id, string code, Execution execution)
    {
        try
        {
            _writer.Write(FrameKind.Started, id, []);
            var result = await execution.RunAsync(() => _modules.Lease(code));
            lock (_lock)
                _executions.Remove(id);
            _unloading.Touch();
            await _unloading.WhenWithinLimitAsync();
            _error.Write(OutputMark.Of(id));
            _writer.WriteEnd(id, result.Error is not null, goesOn: false, result.Microseconds,
                result.Error is null ? result.Output.Span : JsonSerializer.SerializeToUtf8Bytes(result.Error, MessageJson.Default.AttemptError));
        }
        catch (Exception exception)
        {
            End(exception);
        }
        finally
        {
            execution.Dispose();
        }
    }

    private void Beat()
    {
        try
        {
            do
                _writer.Write(FrameKind.Heartbeat, 0, new HeartbeatMessage(Environment.WorkingSet, _modules.Count), MessageJson.Default.HeartbeatMessage);
            while (!_ending.Wait(HeartbeatInterval));
        }
        catch (IOException)
        {
            // As above: the reading thread ends the process.
        }
    }
}
