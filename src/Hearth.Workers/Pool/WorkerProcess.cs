using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>The host's end of one worker process. Safe for use from several threads.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int SilentChecks = 5;
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MemoryCheck = TimeSpan.FromMilliseconds(100);
    private readonly Process _process;
    private readonly Stream _input;
    private readonly FrameWriter _writer;
    private readonly WorkerErrorOutput _output;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<long, PendingAttempt> _attempts = new();
    private readonly Action<WorkerProcess> _reported;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _silence;
    private readonly ITimer? _memory;
    private WorkerBatch? _batch;
    private int _silent;
    private string? _killedBecause;
    private string? _leaving;
    private static long _lastId;

    private WorkerProcess(string name, Process process, WorkerOptions options, TimeProvider time, Action<WorkerProcess> reported)
    {
        Name = name;
        _process = process;
        // Kept: the process object may be disposed of before the last message about it is made.
        ProcessId = process.Id;
        _options = options;
        _time = time;
        _reported = reported;
        _input = process.StandardInput.BaseStream;
        _writer = new FrameWriter(_input);
        _output = new WorkerErrorOutput(process.StandardError.BaseStream);
        _silence = time.CreateTimer(_ => CheckSilence(), null, options.HeartbeatTimeout / SilentChecks, options.HeartbeatTimeout / SilentChecks);
        if (options.Memory is { } most)
            _memory = time.CreateTimer(_ => CheckMemory(most), null, MemoryCheck, MemoryCheck);
        new Thread(Read) { IsBackground = true, Name = $"worker {name}" }.Start();
    }

    /// <summary>For people and records: <c>w1</c>.</summary>
    public string Name { get; }

    /// <summary>Whose it is; empty for the shared ones.</summary>
    public required string Group { get; init; }

    /// <summary>Its memory in bytes, as it last said.</summary>
    public long WorkingSet { get; private set; }

    /// <summary>The process's number.</summary>
    public int ProcessId { get; }

    /// <summary>How many modules it has loaded, as it last said.</summary>
    public int Modules { get; private set; }

    /// <summary>What is known of the code in it.</summary>
    public WorkerCode Code { get; } = new();

    /// <summary>Why it is given no more work; null while it is.</summary>
    public string? Leaving => Volatile.Read(ref _leaving);

    /// <summary>Whether another attempt may be given to it: it has neither ended nor been told to, nor is it to be replaced.</summary>
    public bool Usable => !_exit.Task.IsCompleted && Volatile.Read(ref _killedBecause) is null && Leaving is null;

    /// <summary>Done when the process has ended.</summary>
    public Task<WorkerExit> Exited => _exit.Task;

    /// <summary>How long an attempt may take to end after it was asked to.</summary>
    internal TimeSpan Grace => _options.Grace;

    /// <summary>Starts a process and waits until it speaks our protocol.</summary>
    /// <param name="name">For people and records.</param>
    /// <param name="group">Whose it is.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">Tells how long it is silent.</param>
    /// <param name="reported">Hears that the worker has looked after replaced code; called on its reading thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WorkerStartException">It did not.</exception>
    public static async Task<WorkerProcess> StartAsync(string name, string group, WorkerOptions options, TimeProvider time, Action<WorkerProcess> reported,
        CancellationToken cancellationToken)
    {
        WorkerProcess worker;
        try
        {
            worker = new WorkerProcess(name, WorkerLauncher.Start(options), options, time, reported) { Group = group };
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new WorkerStartException($"The worker process cannot be started: {exception.Message}", exception);
        }

        try
        {
            await worker._ready.Task.WaitAsync(cancellationToken);
            worker.Configure();
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Executes an attempt and waits for its end, whatever that is.</summary>
    /// <param name="modules">Where its code lies: the modules that it needs, each after those that it refers to.</param>
    /// <param name="message">The attempt.</param>
    /// <param name="observer">Hears of logs and progress.</param>
    /// <param name="cancellationToken">Asks the attempt to end; after the grace time its process is killed.</param>
    public async Task<AttemptResult> ExecuteAsync(IReadOnlyList<ModuleMessage> modules, ExecuteMessage message, IAttemptObserver observer, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Default.ExecuteMessage);
        if (payload.Length > WorkerProtocol.MaximumFrame)
            return new AttemptResult(AttemptEnding.Failed, null, AttemptError.Of(AttemptErrorIds.InvalidInput,
                $"The input is {payload.Length / (1024 * 1024)} MiB of JSON; {WorkerProtocol.MaximumFrame / (1024 * 1024)} MiB is the most. Hand over the path of a file."), default);
        var id = Interlocked.Increment(ref _lastId);
        var pending = new PendingAttempt(observer);
        _attempts[id] = pending;
        _output.Begin(id, message.Places, message.Secrets);
        Code.Used(modules, message.Run);
        var started = _time.GetTimestamp();
        try
        {
            Send(modules, FrameKind.Execute, id, payload);
            await using var cancelled = cancellationToken.Register(() => _ = EndAsync(id, pending));
            return await WhenEndedAsync(id, pending, started, cancellationToken);
        }
        finally
        {
            _attempts.TryRemove(id, out _);
        }
    }

    /// <summary>Begins a batch, which ends before anything else is given to the worker.</summary>
    /// <param name="modules">Where its code lies: the modules that it needs, each after those that it refers to.</param>
    /// <param name="message">What its items have in common.</param>
    /// <param name="most">The most items that it may have.</param>
    /// <param name="observer">Hears of them.</param>
    public WorkerBatch Begin(IReadOnlyList<ModuleMessage> modules, BatchMessage message, int most, IBatchObserver observer)
    {
        // One more than there are items: the answer to a recall that comes when all have begun is about the place after the last, and must not be taken for one of the next batch.
        var id = Interlocked.Add(ref _lastId, most + 1) - most;
        var batch = new WorkerBatch(this, id, message, observer, _time);
        Volatile.Write(ref _batch, batch);
        _output.Begin(id, null, batch.PlacesOf);
        Code.Used(modules, message.Run);
        Send(modules, FrameKind.Batch, id, JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Default.BatchMessage));
        return batch;
    }

    /// <summary>Sends a frame; one that cannot be sent ends the process, which says more.</summary>
    internal void Tell(FrameKind kind, long id, ReadOnlySpan<byte> payload)
    {
        try
        {
            _writer.Write(kind, id, payload);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            KillProcess();
        }
    }

    /// <summary>Asks it to look which replaced code is still there; done when it has, or is gone.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(Code.Ask(_writer), _exit.Task).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It is gone, and all code with it.
        }
    }

    /// <summary>It is given no more work.</summary>
    /// <returns>Whether it was to be replaced already.</returns>
    public bool Leave(string because) => Interlocked.CompareExchange(ref _leaving, because, null) is not null;

    /// <summary>What is known of it.</summary>
    public WorkerDescription Describe(Func<OldContext, LeakedModule> describe)
    {
        var contexts = Code.Contexts;
        return new WorkerDescription(Name, Group, ProcessId, WorkingSet, Modules, contexts?.Verified ?? 0, [.. (contexts?.Old ?? []).Select(old => describe(old) with { Runs = Code.RunsOf(old.Key) })],
            contexts is { Old.Count: > 0 } ? contexts.Growth : 0, Leaving);
    }

    /// <summary>Ends the process and all that its tasks started, at once.</summary>
    public void Kill(string because)
    {
        Interlocked.CompareExchange(ref _killedBecause, because, null);
        KillProcess();
    }

    public async ValueTask DisposeAsync()
    {
        await _silence.DisposeAsync();
        if (_memory is not null)
            await _memory.DisposeAsync();
        if (!_exit.Task.IsCompleted)
            Kill("the host ended it");
        await _exit.Task;
        await _input.DisposeAsync();
        _process.Dispose();
    }

    private void Configure()
    {
        var recycling = _options.Recycling;
        try
        {
            _writer.Write(FrameKind.Settings, 0, new SettingsMessage(recycling.VerifyAfter, recycling.VerifyWhenIdle.TotalSeconds, recycling.MostContexts, recycling.MostBytes),
                MessageJson.Default.SettingsMessage);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It died at once; whoever uses it is told.
        }
    }

    private void KillProcess()
    {
        if (!_exit.Task.IsCompleted)
            HostProcesses.Kill(_process);
    }

    private void Send(IReadOnlyList<ModuleMessage> modules, FrameKind kind, long id, byte[] payload)
    {
        try
        {
            Code.Tell(modules, _writer);
            _writer.Write(kind, id, payload);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process died before it got the message; the wait for its end sees its exit, which says more than a broken pipe.
            KillProcess();
        }
    }

    private async Task<AttemptResult> WhenEndedAsync(long id, PendingAttempt pending, long started, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(pending.Finished.Task, _exit.Task) == pending.Finished.Task || pending.Finished.Task.IsCompleted)
        {
            var finished = await pending.Finished.Task;
            await TakeOutputAsync(id);
            return finished.Error is not null && cancellationToken.IsCancellationRequested ? finished with { Ending = AttemptEnding.Cancelled } : finished;
        }

        var exit = await _exit.Task;
        return new AttemptResult(cancellationToken.IsCancellationRequested ? AttemptEnding.Cancelled : AttemptEnding.Died, null,
            Death(exit), _time.GetElapsedTime(started));
    }

    internal AttemptError Death(WorkerExit exit) => AttemptError.Of(AttemptErrorIds.WorkerDied, $"The worker process ({Name}, pid {ProcessId}) died: {exit.Cause}.");

    /// <summary>Its task was asked to end, and did not.</summary>
    internal void KillUnwilling() => Kill($"its task did not end within {Grace.TotalSeconds:0.#} s of being asked to");

    /// <summary>Bounded: a task that closed its error output takes the mark of its end with it.</summary>
    internal async Task TakeOutputAsync(long id)
    {
        try
        {
            await _output.WhenTakenAsync(id).WaitAsync(OutputPatience, _time);
        }
        catch (TimeoutException)
        {
            // The result counts; the last lines of a child process may be missing in the log.
        }
    }

    /// <summary>Cooperative first, then the process.</summary>
    private async Task EndAsync(long id, PendingAttempt pending)
    {
        try
        {
            _writer.Write(FrameKind.Cancel, id, []);
            await Task.WhenAny(pending.Finished.Task, _exit.Task).WaitAsync(Grace, _time);
        }
        catch (TimeoutException)
        {
            KillUnwilling();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            KillProcess();
        }
    }

    private void CheckSilence()
    {
        // Counted in checks, not in time: while this process itself is stopped (Ctrl-Z, a debugger, a closed lid) it cannot hear anyone.
        if (Interlocked.Increment(ref _silent) > SilentChecks && !_exit.Task.IsCompleted)
            Kill($"it was silent for {_options.HeartbeatTimeout.TotalSeconds:0} s (stopped, or its machine is out of breath)");
    }

    private void CheckMemory(long most)
    {
        if (!_exit.Task.IsCompleted && HostProcesses.MemoryOf(_process) is { } used && used > most)
            Kill($"it used {used / (1024 * 1024)} MiB, more than its limit of {most / (1024 * 1024)} MiB ('memory' in hearth.yaml)");
    }

    private void Read()
    {
        string? fault = null;
        try
        {
            using var reader = new FrameReader(_process.StandardOutput.BaseStream);
            while (reader.TryRead(out var frame))
            {
                Handle(frame);
                if (!reader.HasFrame)
                    Volatile.Read(ref _batch)?.Pause();
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            fault = $"it broke the protocol: {exception.Message}";
        }
        catch (Exception exception)
        {
            // An observer's fault must end one attempt, not the host.
            fault = $"the host could not take in what it said: {exception.Message}";
        }

        HostProcesses.Kill(_process);
        _process.WaitForExit();
        DiagnosticFiles.Delete(ProcessId);
        var exit = WorkerExit.Of(_process.ExitCode, _output.End(), Volatile.Read(ref _killedBecause) ?? fault);
        _exit.TrySetResult(exit);
        _ready.TrySetException(new WorkerStartException($"The worker process ended at its start: {exit.Cause}.\n{exit.Output}".TrimEnd()));
    }

    private void Handle(Frame frame)
    {
        Volatile.Write(ref _silent, 0);
        switch (frame.Kind)
        {
            case FrameKind.Hello:
                var hello = Decode(frame, MessageJson.Default.HelloMessage);
                if (hello.Protocol != WorkerProtocol.Version)
                    throw new InvalidDataException($"the worker speaks version {hello.Protocol}, the host version {WorkerProtocol.Version}; install Hearth anew");
                _ready.TrySetResult();
                break;
            case FrameKind.Heartbeat:
                var beat = Decode(frame, MessageJson.Default.HeartbeatMessage);
                (WorkingSet, Modules) = (beat.WorkingSet, beat.Modules);
                break;
            case FrameKind.Contexts:
                var contexts = Decode(frame, MessageJson.Default.ContextsMessage);
                (WorkingSet, Modules) = (contexts.WorkingSet, contexts.Modules);
                Code.Heard(contexts);
                _reported(this);
                Code.Answered(frame.Id);
                break;
            case FrameKind.Started:
                break;
            case FrameKind.Finished when _attempts.TryGetValue(frame.Id, out var pending):
                pending.Finished.TrySetResult(AttemptResult.Of(frame));
                break;
            case FrameKind.Log when _attempts.TryGetValue(frame.Id, out var pending):
                pending.Observer.Logged(Decode(frame, MessageJson.Default.LogMessage));
                break;
            case FrameKind.Progress when _attempts.TryGetValue(frame.Id, out var pending):
                pending.Observer.Progressed(Decode(frame, MessageJson.Default.ProgressMessage));
                break;
            case FrameKind.ItemStarted or FrameKind.Finished or FrameKind.Log or FrameKind.Progress or FrameKind.Recalled or FrameKind.BatchFinished
                when Volatile.Read(ref _batch) is { } batch && batch.Has(frame.Id):
                batch.Handle(frame);
                break;
            case FrameKind.Log or FrameKind.Progress or FrameKind.Finished or FrameKind.Recalled:
                // From a thread that an attempt left behind.
                break;
            default:
                throw new InvalidDataException($"a frame of kind {frame.Kind}");
        }
    }

    internal static T Decode<T>(Frame frame, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(frame.Payload.Span, type) ?? throw new InvalidDataException($"a frame of kind {frame.Kind} without content");

    private sealed record PendingAttempt(IAttemptObserver Observer)
    {
        public TaskCompletionSource<AttemptResult> Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
