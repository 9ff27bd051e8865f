using System.Diagnostics;

namespace Hearth.EndToEnd.Tests.Support;

/// <summary>A test that needs a file system of its own, which it fills. Skipped, with a message, where none can be made: that takes Linux and the right to mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!CanMount())
            Skip = "No file system can be mounted here (unshare -m; mount -t tmpfs).";
    }

    private static bool CanMount()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
