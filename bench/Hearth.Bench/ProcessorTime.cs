using System.Globalization;
using System.Runtime.InteropServices;

namespace Hearth.Bench;

/// <summary>What a command and everything that it started have computed, also what outlived the command by a moment.</summary>
internal static partial class ProcessorTime
{
    private const int OfChildren = -1, AdoptsOrphans = 36, Fields = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>From now on orphans of what this process starts are its children, so that their time counts too.</summary>
    public static void AdoptOrphans()
    {
        if (Control(AdoptsOrphans, 1, 0, 0, 0) != 0)
            throw new InvalidOperationException($"prctl failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Seconds of user and system of all children that have ended. Waits for orphans: to be called while no command runs.</summary>
    public static async Task<double> OfEndedChildrenAsync()
    {
        var until = DateTime.UtcNow + Patience;
        while (Wait(-1, 0, 1) is var ended and >= 0)
        {
            if (DateTime.UtcNow > until)
                throw new InvalidOperationException($"Processes were left behind: {string.Join(", ", ProcessMemory.Children(Environment.ProcessId).Select(child => child.ToString(CultureInfo.InvariantCulture)))}");
            if (ended == 0)
                await Task.Delay(5);
        }

        var usage = new long[Fields];
        if (Usage(OfChildren, usage) != 0)
            throw new InvalidOperationException($"getrusage failed: {Marshal.GetLastPInvokeErrorMessage()}");
        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint argument, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int process, nint status, int options);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int Usage(int who, [In, Out] long[] usage);
}
