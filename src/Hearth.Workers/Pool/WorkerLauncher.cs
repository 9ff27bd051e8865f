using System.Diagnostics;
using System.Globalization;

namespace Hearth.Workers.Pool;

/// <summary>Starts the worker process.</summary>
internal static class WorkerLauncher
{
    private const long NewestObjects = 6 * 1024 * 1024;

    /// <summary>What a worker uses beside the heap: runtime, code, stacks.</summary>
    private const long OutsideHeap = 40 * 1024 * 1024;

    public static Process Start(WorkerOptions options)
    {
        var assembly = typeof(WorkerLauncher).Assembly.Location;
        var start = new ProcessStartInfo(DotnetHost())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // The worker's own runtime settings, not the host's: other collector, no web framework.
        foreach (var argument in (string[])["exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), assembly])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;
        // The managed part of what is too much is an exception of the task that asks for it, not yet the end of the process.
        if (options.Memory is { } memory)
            start.Environment.TryAdd("DOTNET_GCHeapHardLimit", (memory - OutsideHeap).ToString("x", CultureInfo.InvariantCulture));
        // The usual share of the newest objects follows the processor's cache; on large machines that alone is more than all the rest of an idle worker.
        start.Environment.TryAdd("DOTNET_GCGen0MaxBudget", NewestObjects.ToString("x", CultureInfo.InvariantCulture));
        // A task that dies hard must be known to have died within a second; writing a core dump first takes longer.
        start.Environment.TryAdd("DOTNET_DbgEnableMiniDump", "0");
        return Process.Start(start) ?? throw new InvalidOperationException("The system started no process.");
    }

    /// <summary>The dotnet command that belongs to the runtime we are running on, wherever it is installed.</summary>
    public static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var beside = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", name));
        return File.Exists(beside) ? beside : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? name;
    }
}
