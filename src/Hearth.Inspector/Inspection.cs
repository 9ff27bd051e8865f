using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>Looks into a process.</summary>
internal static class Inspection
{
    public static IReadOnlyList<Finding> Of(int process, IReadOnlyList<string> contexts)
    {
        using var target = Attach(process);
        if (target.ClrVersions.IsEmpty)
            throw new InvalidOperationException("the process runs no .NET code");
        using var runtime = target.ClrVersions[0].CreateRuntime();
        var targets = ContextTargets.Find(runtime, contexts);
        var paths = RootPaths.Find(runtime, targets.Keys);
        return [.. contexts.Select(context => Find(runtime, context, targets, paths))];
    }

    /// <summary>Where stopping the process is forbidden, reading its memory while it runs may not be: less certain, better than nothing.</summary>
    private static DataTarget Attach(int process)
    {
        try
        {
            return DataTarget.AttachToProcess(process, suspend: true);
        }
        catch (ClrDiagnosticsException)
        {
            return DataTarget.AttachToProcess(process, suspend: false);
        }
    }

    private static Finding Find(ClrRuntime runtime, string context, Dictionary<ulong, ContextTarget> targets, IReadOnlyDictionary<ulong, RootPath> paths)
    {
        var wanted = targets.Where(target => target.Value.Context == context).ToList();
        if (wanted.Count == 0)
            return new Finding(context, null, []);
        // What executes says more than what it has on its stack.
        if (RunningThreads.Find(runtime, wanted[0].Value.LoadContext) is { } running)
            return new Finding(context, running, []);
        foreach (var (address, _) in wanted)
            if (paths.TryGetValue(address, out var path))
                return new Finding(context, CauseText.Of(path), [.. path.Objects.Select(CauseText.NameOf)]);
        return new Finding(context, null, []);
    }
}
