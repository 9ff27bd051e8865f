using System.Diagnostics;
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
    private readonly ModuleLoader _code;
    private readonly ResourceCache _resources;
    private readonly SecretRedactor _secrets;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly AttemptLog _log;
    private readonly AttemptFiles _files;

    public Execution(long id, ExecuteMessage message, FrameWriter writer, ModuleLoader code, ResourceCache resources)
    {
        _id = id;
        _message = message;
        _writer = writer;
        _code = code;
        _resources = resources;
        _secrets = new SecretRedactor(message.Secrets ?? []);
        _log = new AttemptLog(message.Places, _secrets, entry => writer.Write(FrameKind.Log, id, entry, MessageJson.Default.LogMessage), _cancellation);
        _files = new AttemptFiles(message.Places);
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

    public async Task<FinishedMessage> RunAsync()
    {
        _writer.Write(FrameKind.Started, _id, []);
        var started = Stopwatch.GetTimestamp();
        ConsoleCapture.Current.Value = _log;
        FinishedMessage finished;
        try
        {
            _files.Prepare();
            using var lease = _code.Lease(_message.Code);
            var output = await lease.Of(_message.Type, TaskInvoker.For).InvokeAsync(_message.Input, new AttemptContext(_message, _log, _files, _resources, _secrets, _writer, _id, _cancellation.Token));
            _log.Flush();
            finished = output is null
                ? Failed(started, AttemptError.Of(AttemptErrorIds.ReturnedNull, "The task returned null."))
                : new FinishedMessage(output, null, Elapsed(started));
        }
        catch (Exception exception)
        {
            finished = Failed(started, ErrorDescriber.Describe(exception));
            FlushAfterFailure();
        }

        if (_log.LimitReached)
            finished = Failed(started, AttemptError.Of(AttemptErrorIds.LogLimit, new LogLimitException(_message.Places.LogLimit).Message));
        CleanUp();
        return finished;
    }

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

    private static FinishedMessage Failed(long started, AttemptError error) => new(null, error, Elapsed(started));

    private static long Elapsed(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds;
}
