using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>
/// All that holds objects in a process. Static fields are read by name and come first, so that a path from one is not told as one from the array that holds it.
/// Those of collectible types hold nothing: they go with their code.
/// </summary>
internal static class HeapRoots
{
    public static IEnumerable<HeapRoot> Of(ClrRuntime runtime)
    {
        var domain = runtime.AppDomains[0];
        foreach (var type in runtime.EnumerateModules().SelectMany(module => module.EnumerateTypesWithStaticFields()).Where(type => !type.IsCollectible))
            foreach (var field in type.StaticFields.Where(field => field.IsObjectReference && field.Name is not null))
            {
                var value = field.ReadObject(domain);
                if (value.IsValid)
                    yield return new HeapRoot(value, value.IsDelegate ? RootKind.StaticEvent : RootKind.StaticField, Name(type, field.Name!));
            }

        foreach (var root in runtime.Heap.EnumerateRoots())
            if (root.Object.IsValid && Of(root) is { } known)
                yield return known;
    }

    private static HeapRoot? Of(ClrRoot root) => root.RootKind switch
    {
        ClrRootKind.StaticVar or ClrRootKind.ThreadStaticVar or ClrRootKind.None => null,
        ClrRootKind.Stack => new HeapRoot(root.Object, RootKind.Stack, root is ClrStackRoot { StackFrame.Thread: { } thread } ? $"{thread.ManagedThreadId}" : "?"),
        ClrRootKind.FinalizerQueue => new HeapRoot(root.Object, RootKind.Finalizer, ""),
        ClrRootKind.PinnedHandle => new HeapRoot(root.Object, RootKind.Handle, "pinned"),
        ClrRootKind.AsyncPinnedHandle => new HeapRoot(root.Object, RootKind.Handle, "pinned for input or output"),
        _ => new HeapRoot(root.Object, RootKind.Handle, "strong"),
    };

    private static string Name(ClrType type, string field) =>
        // The compiler's field of an automatic property: <Name>k__BackingField.
        $"{type.Name}.{(field.StartsWith('<') ? field[1..field.IndexOf('>')] : field)}";
}
