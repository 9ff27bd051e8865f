using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>Finds a thread that executes code of a context.</summary>
internal static class RunningThreads
{
    public static string? Find(ClrRuntime runtime, ulong loadContext)
    {
        foreach (var thread in runtime.Threads.Where(thread => thread.IsAlive))
            // The outermost frame: it is what the thread was started with.
            if (thread.EnumerateStackTrace(false).LastOrDefault(frame => frame.Method?.Type?.AssemblyLoadContextAddress == loadContext)?.Method is { } method)
                return $"thread {NameOf(runtime, thread)} running {CauseText.NameOf(method)}";
        return null;
    }

    private static string NameOf(ClrRuntime runtime, ClrThread thread)
    {
        foreach (var found in runtime.Heap.EnumerateObjects())
            if (found.Type?.Name == "System.Threading.Thread" && found.TryReadField<int>("_managedThreadId", out var id) && id == thread.ManagedThreadId)
                return found.TryReadStringField("_name", 200, out var name) && name is not null ? $"'{name}'" : $"{id}";
        return $"{thread.ManagedThreadId}";
    }
}
