using System.Diagnostics;

namespace Hearth.Store.Tests;

/// <summary>A test that mounts a small disk of its own; skipped, visibly, where the system does not let it.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_allowed = new(Try);

    public SmallDiskFactAttribute()
    {
        if (!s_allowed.Value)
            Skip = "This system does not allow 'unshare --map-root-user --mount'.";
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "unshare -rm sh -c 'mount -t tmpfs none /mnt' 2>/dev/null"]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
