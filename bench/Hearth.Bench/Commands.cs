using System.Diagnostics;

namespace Hearth.Bench;

/// <summary>Runs whole commands and times them from outside.</summary>
internal static class Commands
{
    /// <summary>Seconds from start to exit.</summary>
    /// <exception cref="InvalidOperationException">It failed: its time would mean nothing.</exception>
    public static async Task<double> TimeAsync(string directory, string command, params string[] arguments) =>
        (await RunAsync(directory, command, arguments)).Seconds;

    /// <summary>Seconds from start to exit, and what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(double Seconds, string Output)> RunAsync(string directory, string command, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(directory, command, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0 ? (elapsed, await output) : throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} failed:\n{await output}{await error}");
    }

    public static Process Start(string directory, string command, params string[] arguments) => Process.Start(new ProcessStartInfo(command, arguments)
    {
        WorkingDirectory = directory,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
