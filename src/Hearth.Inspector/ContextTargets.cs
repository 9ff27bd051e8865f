using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>Finds what keeps the code of a context alive while it is reachable: its loader allocator, an object that every object of its types refers to.</summary>
internal static class ContextTargets
{
    public static Dictionary<ulong, ContextTarget> Find(ClrRuntime runtime, IReadOnlyList<string> contexts)
    {
        var targets = new Dictionary<ulong, ContextTarget>();
        foreach (var module in runtime.EnumerateModules())
        {
            var type = module.EnumerateTypeDefToMethodTableMap().Select(entry => runtime.GetTypeByMethodTable(entry.Item1)).FirstOrDefault(found => found is not null);
            if (type is not { IsCollectible: true })
                continue;
            var context = runtime.Heap.GetObject(type.AssemblyLoadContextAddress);
            if (!context.IsValid || !context.TryReadStringField("_name", 1024, out var name) || name is null || !contexts.Contains(name))
                continue;
            var allocator = runtime.DataTarget.DataReader.ReadPointer(type.LoaderAllocatorHandle);
            if (allocator != 0)
                targets[allocator] = new ContextTarget(name, context.Address);
        }

        return targets;
    }
}
