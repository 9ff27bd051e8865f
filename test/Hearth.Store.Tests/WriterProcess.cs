using System.Diagnostics;

namespace Hearth.Store.Tests;

/// <summary>Another process that uses the store.</summary>
internal sealed class WriterProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private WriterProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    public static WriterProcess Start(string mode, string directory) => new(new ProcessStartInfo("dotnet", [Assembly, mode, directory]));

    /// <summary>As the last command of a shell script, so that the process has what the script set up.</summary>
    public static WriterProcess StartIn(string shell, string script, string mode, string directory)
    {
        var words = shell.Split(' ');
        return new(new ProcessStartInfo(words[0], [.. words[1..], "-c", $"{script} && exec dotnet '{Assembly}' {mode} '{directory}'"]));
    }

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "Hearth.Store.Tests.Writer.dll");

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);

    public void GoOn()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> WhenExitedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
