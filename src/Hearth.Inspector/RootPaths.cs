using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>Walks the heap from all roots at once, until each target was met or all was seen.</summary>
internal static class RootPaths
{
    public static IReadOnlyDictionary<ulong, RootPath> Find(ClrRuntime runtime, IReadOnlyCollection<ulong> targets)
    {
        var found = new Dictionary<ulong, RootPath>();
        var from = new Dictionary<ulong, ulong>();
        var roots = new Dictionary<ulong, HeapRoot>();
        var waiting = new Queue<ulong>();
        foreach (var root in HeapRoots.Of(runtime))
            if (from.TryAdd(root.Object.Address, 0))
            {
                roots.Add(root.Object.Address, root);
                waiting.Enqueue(root.Object.Address);
            }

        while (found.Count < targets.Count && waiting.TryDequeue(out var address))
        {
            if (targets.Contains(address))
            {
                found.Add(address, Path(runtime, address, from, roots));
                // Beyond it lies its code's own state, which nothing else holds.
                continue;
            }

            foreach (var reference in References(runtime, runtime.Heap.GetObject(address)))
                if (from.TryAdd(reference, address))
                    waiting.Enqueue(reference);
        }

        return found;
    }

    private static IEnumerable<ulong> References(ClrRuntime runtime, ClrObject step)
    {
        // An object holds the code of its type, by no field.
        if (step.Type is { IsCollectible: true } type)
            yield return runtime.DataTarget.DataReader.ReadPointer(type.LoaderAllocatorHandle);
        foreach (var reference in step.EnumerateReferenceAddresses(carefully: true, considerDependantHandles: true))
            yield return reference;
    }

    private static RootPath Path(ClrRuntime runtime, ulong target, Dictionary<ulong, ulong> from, Dictionary<ulong, HeapRoot> roots)
    {
        var objects = new List<ClrObject>();
        var first = target;
        for (var address = from[target]; address != 0; address = from[address])
        {
            objects.Add(runtime.Heap.GetObject(address));
            first = address;
        }

        objects.Reverse();
        return new RootPath(roots[first], objects);
    }
}
