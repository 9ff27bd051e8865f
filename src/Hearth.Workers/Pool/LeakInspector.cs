using System.Diagnostics;
using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>
/// Finds out what holds replaced code in a worker: a process of its own looks into the worker's memory. Whether it may depends on the system; what it cannot find
/// is said, and harms nobody.
/// </summary>
internal sealed class LeakInspector(TimeSpan limit, TimeProvider time)
{
    private static readonly string s_program = Path.Combine(Path.GetDirectoryName(typeof(LeakInspector).Assembly.Location)!, "inspector", "Hearth.Inspector.dll");

    public async Task<InspectionMessage> InspectAsync(int process, IEnumerable<string> contexts, CancellationToken cancellationToken)
    {
        if (!File.Exists(s_program))
            return InspectionMessage.Failed("the inspector is not installed");
        using var deadline = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        Process? inspector = null;
        try
        {
            inspector = Start(process, contexts);
            inspector.StandardInput.Close();
            var error = inspector.StandardError.ReadToEndAsync(both.Token);
            var output = await inspector.StandardOutput.ReadToEndAsync(both.Token);
            await inspector.WaitForExitAsync(both.Token);
            return inspector.ExitCode == 0
                ? JsonSerializer.Deserialize(output, MessageJson.Default.InspectionMessage) ?? InspectionMessage.Failed("the inspector said nothing")
                : InspectionMessage.Failed($"the inspector ended with code {inspector.ExitCode}: {(await error).Trim()}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return InspectionMessage.Failed($"the inspector was not done after {limit.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException or JsonException)
        {
            return InspectionMessage.Failed($"the inspector failed: {exception.Message}");
        }
        finally
        {
            End(inspector);
        }
    }

    private static Process Start(int process, IEnumerable<string> contexts)
    {
        var start = new ProcessStartInfo(WorkerLauncher.DotnetHost())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in (string[])["exec", s_program, $"{process}", .. contexts])
            start.ArgumentList.Add(argument);
        // It must not be found by those who look for debuggees, and needs no pipes for them.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start) ?? throw new InvalidOperationException("the system started no process");
    }

    /// <summary>The system lets the worker go on when the one that held it ends.</summary>
    private static void End(Process? inspector)
    {
        if (inspector is null)
            return;
        using (inspector)
            if (!inspector.HasExited)
                HostProcesses.Kill(inspector);
    }
}
