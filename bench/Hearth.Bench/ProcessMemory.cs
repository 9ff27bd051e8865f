using System.Diagnostics;
using System.Globalization;

namespace Hearth.Bench;

/// <summary>The memory of processes, as Linux tells it.</summary>
internal static class ProcessMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <summary>Resident memory of a process that runs.</summary>
    public static double ResidentMegabytes(int process) =>
        Field(process, "VmRSS:") ?? throw new InvalidOperationException($"Process {process} has ended.");

    /// <summary>The processes that a process has started and that still run.</summary>
    public static IReadOnlyList<int> Children(int process) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Lines(id).Contains($"PPid:\t{process}") && Field(id, "VmRSS:") is not null)];

    /// <summary>Looks every half second until the process has ended.</summary>
    /// <returns>The most resident memory that was seen.</returns>
    public static async Task<double> LargestMegabytesAsync(Process process)
    {
        var largest = 0.0;
        using var timer = new PeriodicTimer(Interval);
        while (!process.HasExited)
        {
            largest = Math.Max(largest, Field(process.Id, "VmRSS:") ?? 0);
            await timer.WaitForNextTickAsync();
        }

        return largest;
    }

    /// <summary>In MB; null when the process has ended.</summary>
    private static double? Field(int process, string name) =>
        Lines(process).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line[name.Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024
            : null;

    private static string[] Lines(int process)
    {
        try
        {
            return File.ReadAllLines($"/proc/{process}/status");
        }
        catch (IOException)
        {
            // It ended while it was looked at.
            return [];
        }
    }
}
