using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hearth.EndToEnd.Tests.Support;

/// <summary>A hearth process. Its output can be waited on while it runs.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;
    private readonly Task _errors;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunningCommand(string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Repository.Command);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = ReadErrorsAsync();
    }

    public int ProcessId => _process.Id;

    public async Task<CommandResult> WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            Kill();
            throw new TimeoutException($"The command did not end. So far:\n{Errors()}", exception);
        }

        await _errors;
        return new CommandResult(_process.ExitCode, await _output, Errors());
    }

    /// <summary>Waits until standard error holds a text, so many times.</summary>
    public async Task SaysAsync(string text, int times = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task changed;
            lock (_error)
            {
                if (_error.ToString().Split(text).Length > times)
                    return;
                if (_errors.IsCompleted)
                    throw new InvalidOperationException($"The command ended without saying '{text}':\n{_error}");
                changed = _changed.Task;
            }

            await changed.WaitAsync(patience.Token);
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill() => Signal("KILL");

    public void Signal(string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private string Errors()
    {
        lock (_error)
            return _error.ToString();
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardError.ReadAsync(buffer)) > 0)
            Note(new string(buffer, 0, read));
        Note("");
    }

    private void Note(string text)
    {
        TaskCompletionSource changed;
        lock (_error)
        {
            _error.Append(text);
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }
}
