using System.Text.RegularExpressions;
using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>A path from a root, as a sentence.</summary>
internal static partial class CauseText
{
    private const int MostTypes = 6;

    public static string Of(RootPath path)
    {
        var (objects, root) = (path.Objects, path.Root);
        var end = End(objects);
        if (objects.Any(step => step.Type?.Name == "System.Threading.TimerQueueTimer"))
            return $"timer System.Threading.TimerQueue -> callback {end}";
        // Its events are fields of the one object that a static field holds.
        if (objects is [{ Type.Name: "System.AppDomain" } domain, { IsDelegate: true } handler, ..])
            return $"static event System.AppDomain.{FieldOf(domain, handler)} -> handler {end}";
        return root.Kind switch
        {
            RootKind.StaticEvent => $"static event {root.Holder} -> handler {end}",
            RootKind.StaticField => $"static field {root.Holder}{Between(objects)} -> {end}",
            RootKind.Stack => $"thread {root.Holder}: its stack holds {end}",
            RootKind.Finalizer => $"waiting for its finalizer: {end}",
            _ => $"GC handle ({root.Holder}){Between(objects)} -> {end}",
        };
    }

    public static string NameOf(ClrObject step)
    {
        if (step.IsDelegate && step.AsDelegate().EnumerateDelegateTargets().LastOrDefault(target => target.Method?.Type?.IsCollectible == true)?.Method is { } method)
            return NameOf(method);
        return InSource(step.Type?.Name ?? "?");
    }

    public static string NameOf(ClrMethod method) => InSource($"{method.Type?.Name}.{method.Name}");

    /// <summary>What the compiler makes of an async method or an iterator is shown as the method.</summary>
    private static string InSource(string name) => StateMachine().Match(name) is { Success: true } match ? $"{match.Groups[1].Value}.{match.Groups[2].Value}" : name;

    [GeneratedRegex(@"([\w.+`]+)\+<(\w+)>d__\d+")]
    private static partial Regex StateMachine();

    /// <summary>The last thing before the code itself: a delegate into it, or an object of one of its types.</summary>
    private static string End(IReadOnlyList<ClrObject> objects)
    {
        // A delegate to a static method, or to a lambda's object: the method says more than the object.
        for (var index = objects.Count - 1; index >= Math.Max(0, objects.Count - 3); index--)
            if (objects[index].IsDelegate && NameOf(objects[index]) is var name && name != objects[index].Type?.Name)
                return name;
        return objects is [.., var last] ? NameOf(last) : "its loader allocator";
    }

    private static string FieldOf(ClrObject owner, ClrObject value)
    {
        var name = owner.EnumerateReferencesWithFields(true, false).FirstOrDefault(reference => reference.Object.Address == value.Address).Field?.Name ?? "?";
        // As the framework names the fields of events that it declares by hand.
        return name.StartsWith('_') && name.Length > 1 ? char.ToUpperInvariant(name[1]) + name[2..] : name;
    }

    private static string Between(IReadOnlyList<ClrObject> objects)
    {
        var names = objects.Skip(1).SkipLast(1).Select(step => step.Type?.Name ?? "?").ToList();
        return string.Concat((names.Count > MostTypes ? [.. names.Take(MostTypes / 2), "...", .. names.TakeLast(MostTypes / 2)] : names).Select(name => $" -> {name}"));
    }
}
