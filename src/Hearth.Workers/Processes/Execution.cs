using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Hearth.Workers.Loading;
using Hearth.Workers.Processes.Resources;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;

namespace Hearth.Workers.Processes;

/// <summary>One attempt, from its message to its result.</summary>
internal sealed class Execution : IDisposable
{
    private readonly long _id;
    private readonly ExecuteMessage _message;
    private readonly FrameWriter _writer;
    private readonly ResourceCache _resources;
    private readonly SecretRedactor _secrets;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly AttemptLog _log;
    private readonly AttemptFiles _files;

    /// <param name="id">The attempt's, in frames.</param>
    /// <param name="message">The attempt.</param>
    /// <param name="isFirst">Whether it is certain that nothing of an earlier attempt lies in its folders.</param>
    /// <param name="writer">To the host.</param>
    /// <param name="logs">The same, for log entries.</param>
    /// <param name="resources">The worker's.</param>
    public Execution(long id, ExecuteMessage message, bool isFirst, FrameWriter writer, LogSender logs, ResourceCache resources)
    {
        _id = id;
        _message = message;
        _writer = writer;
        _resources = resources;
        _secrets = message.Secrets is { Count: > 0 } secrets ? new SecretRedactor(secrets) : SecretRedactor.None;
        _log = new AttemptLog(message.Places, _secrets, entry => logs.Send(id, entry), _cancellation);
        _files = new AttemptFiles(message.Places, isFirst);
    }

    public void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException exception)
        {
            // Callbacks that task code registered threw: that is the task's error, not the worker's.
            Console.Error.WriteLine($"A cancellation callback threw: {exception.InnerExceptions[0].Message}");
        }
        catch (ObjectDisposedException)
        {
            // It ended in the meantime.
        }
    }

    /// <summary>Executes it. Whatever the task does is a result, not an exception.</summary>
    /// <param name="code">Leases its code. May throw.</param>
    /// <param name="input">UTF-8 JSON.</param>
    public async Task<ExecutionResult> RunAsync(Func<CodeLease> code, ReadOnlyMemory<byte> input)
    {
        var started = Stopwatch.GetTimestamp();
        ConsoleCapture.Current.Value = _log;
        ExecutionResult result;
        try
        {
            _files.Prepare();
            using var lease = code();
            var output = await lease.Of(_message.Type, TaskInvoker.For).InvokeAsync(input, new AttemptContext(_message, _log, _files, _resources, _secrets, _writer, _id, _cancellation.Token));
            _log.Flush();
            result = output is null
                ? new ExecutionResult(default, AttemptError.Of(AttemptErrorIds.ReturnedNull, "The task returned null."), Elapsed(started))
                : new ExecutionResult(output, null, Elapsed(started));
        }
        catch (Exception exception)
        {
            result = new ExecutionResult(default, ErrorDescriber.Describe(exception), Elapsed(started));
            FlushAfterFailure();
        }

        if (_log.LimitReached)
            result = new ExecutionResult(default, AttemptError.Of(AttemptErrorIds.LogLimit, new LogLimitException(_message.Places.LogLimit).Message), Elapsed(started));
        CleanUp();
        return result.Output.Length <= WorkerProtocol.MaximumFrame - 64 ? result : result with
        {
            Output = default,
            Error = AttemptError.Of(AttemptErrorIds.NotSerializable, $"The output is {result.Output.Length / (1024 * 1024)} MiB of JSON; {WorkerProtocol.MaximumFrame / (1024 * 1024)} MiB is the most. Write it to an artifact and return its path."),
        };
    }

    /// <summary>The same, with the input of the message.</summary>
    public Task<ExecutionResult> RunAsync(Func<CodeLease> code) => RunAsync(code, JsonMarshal.GetRawUtf8Value(_message.Input).ToArray());

    public void Dispose()
    {
        _log.Dispose();
        _cancellation.Dispose();
    }

    private void FlushAfterFailure()
    {
        try
        {
            _log.Flush();
        }
        catch (LogLimitException)
        {
            // The result says so: LimitReached is set.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The attempt has failed already, and its first error says more than that its log cannot be written.
            Console.OpenStandardError().Write(Encoding.UTF8.GetBytes($"The log {_message.Places.Log} cannot be written: {exception.Message}\n"));
        }
    }

    /// <summary>What is left behind must not change how the attempt ended: a thread or process of the task may still write there.</summary>
    private void CleanUp()
    {
        try
        {
            _files.Clean();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.OpenStandardError().Write(Encoding.UTF8.GetBytes($"{_message.Places.Scratch} cannot be deleted: {exception.Message}\n"));
        }

        _log.Dispose();
    }

    private static long Elapsed(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds;
}
