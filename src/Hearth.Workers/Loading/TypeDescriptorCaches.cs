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

    private TypeDescriptorCaches(Type type) =>
        _fields = [.. type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => IsByType(field.FieldType))];

    /// <summary>Null where the assembly is another.</summary>
    public static TypeDescriptorCaches? In(Assembly assembly) =>
        assembly.GetName().Name == Assembly && assembly.GetType(Class) is { } type ? new TypeDescriptorCaches(type) : null;

    public void Clear()
    {
        foreach (var cache in _fields.Select(field => field.GetValue(null)).OfType<IDictionary>())
            foreach (var key in cache.Keys.OfType<Type>().Where(key => key.IsCollectible))
                cache.Remove(key);
    }

    /// <summary>Others are not safe to change beside their owner.</summary>
    private static bool IsByType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>) && type.GetGenericArguments()[0] == typeof(Type);
}
