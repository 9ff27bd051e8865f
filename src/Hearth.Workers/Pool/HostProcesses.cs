using System.Diagnostics;
using Hearth.Workers.Processes;

namespace Hearth.Workers.Pool;

/// <summary>Ends a worker together with what its tasks started.</summary>
internal static class HostProcesses
{
    /// <summary>Only while the process is not known to have ended: its number may be another's by then.</summary>
    public static void Kill(Process process)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                process.Kill(entireProcessTree: true);
                return;
            }

            // The worker leads a process group of its own number; in its first milliseconds not yet, hence the second line.
            _ = NativeMethods.Kill(-process.Id, NativeMethods.SignalKill);
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is ending.
        }
    }
}
