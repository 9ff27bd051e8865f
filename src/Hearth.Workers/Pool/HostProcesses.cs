using System.Diagnostics;
using System.Globalization;
using Hearth.Workers.Processes;

namespace Hearth.Workers.Pool;

/// <summary>Ends a worker together with what its tasks started.</summary>
internal static class HostProcesses
{
    /// <summary>The memory that a process uses, in bytes; null where it has ended.</summary>
    public static long? MemoryOf(Process process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The second number is what is in memory, in pages: one short read, where the framework's way parses several files.
                var pages = File.ReadAllText($"/proc/{process.Id}/statm").Split(' ')[1];
                return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
            }

            process.Refresh();
            return process.WorkingSet64;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

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
