using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Hearth.Workers.Loading;

/// <summary>
/// What <see cref="System.ComponentModel.TypeDescriptor"/> remembers of types besides what its hot reload handler empties. By the names of its fields, which may change:
/// then nothing is found here, and what stays is reported like any other leak.
/// </summary>
internal sealed class TypeDescriptorCaches
{
    private const string Assembly = "System.ComponentModel.TypeConverter", Class = "System.ComponentModel.TypeDescriptor";
    private readonly List<FieldInfo> _fields;
    private readonly FieldInfo? _providers;

    private TypeDescriptorCaches(Type type)
    {
        _fields = [.. type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => IsByType(field.FieldType))];
        _providers = type.GetField("s_providerTable", BindingFlags.Static | BindingFlags.NonPublic);
    }

    /// <summary>Null where the assembly is another.</summary>
    public static TypeDescriptorCaches? In(Assembly assembly) =>
        assembly.GetName().Name == Assembly && assembly.GetType(Class) is { } type ? new TypeDescriptorCaches(type) : null;

    public void Clear()
    {
        foreach (var field in _fields)
            Clear(field, null);
        if (_providers?.GetValue(null) is not Hashtable providers)
            return;
        // Chains of nodes, each with a provider; the framework's own remembers all types that it was asked for.
        foreach (var first in providers.Values)
            for (var node = first; node is not null; node = Field(node, "Next")?.GetValue(node))
                if (Field(node, "Provider")?.GetValue(node) is { } provider)
                    foreach (var field in provider.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => IsByType(field.FieldType)))
                        Clear(field, provider);
    }

    private static void Clear(FieldInfo field, object? owner)
    {
        if (field.GetValue(owner) is IDictionary cache)
            foreach (var key in cache.Keys.OfType<Type>().Where(key => key.IsCollectible))
                cache.Remove(key);
    }

    private static FieldInfo? Field(object owner, string name) => owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    /// <summary>Others are not safe to change beside their owner.</summary>
    private static bool IsByType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>) && type.GetGenericArguments()[0] == typeof(Type);
}
