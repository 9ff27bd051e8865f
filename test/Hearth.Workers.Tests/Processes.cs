using System.Diagnostics;
using System.Text;

namespace Hearth.Workers.Tests;

/// <summary>Looks at the system's processes, and signals them.</summary>
internal static class Processes
{
    /// <summary>An environment variable that says whose a process is.</summary>
    public const string Tag = "HEARTH_TEST_BENCH";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public static void Signal(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process}"]))!;
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>A zombie counts as gone: it executes nothing, and waits for its parent only.</summary>
    public static bool Lives(int process) => State(process) is not (null or 'Z' or 'X');

    public static async Task WhenGoneAsync(params int[] processes)
    {
        var watch = Stopwatch.StartNew();
        while (processes.Where(Lives).ToList() is [_, ..] living)
        {
            Assert.True(watch.Elapsed < Bench.Patience, $"still there: {string.Join(", ", living)}");
            await Task.Delay(s_pause);
        }
    }

    public static async Task WhenStoppedAsync(int process)
    {
        var watch = Stopwatch.StartNew();
        while (State(process) != 'T')
        {
            Assert.True(watch.Elapsed < Bench.Patience, "it is not stopped");
            await Task.Delay(s_pause);
        }
    }

    public static Task WhenNoneTaggedAsync(string tag) => WhenCountIsAsync(tag, 0);

    public static async Task WhenCountIsAsync(string tag, int count)
    {
        var watch = Stopwatch.StartNew();
        while (Tagged(tag) is var living && living.Count != count)
        {
            Assert.True(watch.Elapsed < Bench.Patience, $"there are: {string.Join(", ", living)}");
            await Task.Delay(s_pause);
        }
    }

    public static List<int> Tagged(string tag) => [.. Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var process) ? process : 0)
        .Where(process => process > 0 && Read(process, "environ").Contains($"{Tag}={tag}\0", StringComparison.Ordinal) && Lives(process))];

    /// <summary>The pipes that every process gets which this one starts.</summary>
    public static List<string> InheritedPipes()
    {
        // None of its three streams is ours: they would be among them.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec <&- >&- 2>&-; exec sleep 1000"]))!;
        try
        {
            SpinWait.SpinUntil(() => Read(process.Id, "comm") == "sleep\n", Bench.Patience);
            return [.. Directory.GetFiles($"/proc/{process.Id}/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget)
                .OfType<string>().Where(target => target.StartsWith("pipe:", StringComparison.Ordinal))];
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static char? State(int process)
    {
        // After the name, which may hold anything.
        var status = Read(process, "stat");
        var end = status.LastIndexOf(')');
        return end < 0 ? null : status[end + 2];
    }

    private static string Read(int process, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/{file}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended in the meantime, or is none of ours.
            return "";
        }
    }
}
