using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;

namespace Hearth.Workers.Loading;

/// <summary>
/// Static caches of the framework that hold types of replaced code. What hot reload calls to empty them, we call: every handler that an assembly of the framework
/// declares. For one thread at a time.
/// </summary>
internal sealed class FrameworkCaches
{
    private readonly HashSet<Assembly> _seen = [];
    private readonly List<Action<Type[]?>> _handlers = [];

    public void Clear()
    {
        foreach (var assembly in AssemblyLoadContext.Default.Assemblies)
            if (_seen.Add(assembly))
                _handlers.AddRange(Handlers(assembly));
        foreach (var handler in _handlers)
        {
            try
            {
                handler(null);
            }
            catch (Exception)
            {
                // One cache that cannot be emptied must not keep the others full; what it holds is reported.
            }
        }
    }

    private static IEnumerable<Action<Type[]?>> Handlers(Assembly assembly)
    {
        foreach (var attribute in assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
            if (attribute.HandlerType.GetMethod("ClearCache", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static, [typeof(Type[])]) is { } method)
                yield return method.CreateDelegate<Action<Type[]?>>();
    }
}
