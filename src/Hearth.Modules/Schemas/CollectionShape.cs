using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>A type that is a JSON array, or an object with any keys.</summary>
/// <param name="Key">Of a dictionary; null for a list.</param>
/// <param name="Element">Null where the type does not say.</param>
/// <param name="Readable">Whether the serializer can make one.</param>
internal sealed record CollectionShape(bool IsDictionary, ITypeSymbol? Key, ITypeSymbol? Element, bool Readable)
{
    /// <returns>Null for a type that is no collection.</returns>
    public static CollectionShape? Of(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return new CollectionShape(false, null, array.ElementType, true);
        if (TypeNames.Full(type) is "System.Memory`1" or "System.ReadOnlyMemory`1")
            return new CollectionShape(false, null, ((INamedTypeSymbol)type).TypeArguments[0], true);
        if ((Find(type, "System.Collections.Generic.IDictionary`2") ?? Find(type, "System.Collections.Generic.IReadOnlyDictionary`2")) is { } dictionary)
            return new CollectionShape(true, dictionary.TypeArguments[0], dictionary.TypeArguments[1], IsReadable(type, "System.Collections.Generic.IDictionary`2"));
        if (Find(type, "System.Collections.IDictionary") is not null)
            return new CollectionShape(true, null, null, IsReadable(type, "System.Collections.IDictionary"));
        if (Find(type, "System.Collections.Generic.IEnumerable`1") is { } sequence)
            return new CollectionShape(false, null, sequence.TypeArguments[0], IsReadable(type, "System.Collections.Generic.ICollection`1"));
        return Find(type, "System.Collections.IEnumerable") is not null
            ? new CollectionShape(false, null, null, IsReadable(type, "System.Collections.IList"))
            : null;
    }

    private static INamedTypeSymbol? Find(ITypeSymbol type, string name) =>
        TypeNames.SelfAndInterfaces(type).FirstOrDefault(candidate => TypeNames.Full(candidate) == name);

    private static bool IsReadable(ITypeSymbol type, string fillable)
    {
        var name = TypeNames.Full(type);
        if (type.TypeKind == TypeKind.Interface)
            return name is "System.Collections.IEnumerable" or "System.Collections.ICollection" or "System.Collections.IList" or "System.Collections.IDictionary"
                || type.ContainingNamespace.ToDisplayString() is "System.Collections.Immutable"
                || name is "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IList`1"
                    or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Generic.IReadOnlyList`1"
                    or "System.Collections.Generic.ISet`1" or "System.Collections.Generic.IReadOnlySet`1"
                    or "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2";
        if (name.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal) || TypeNames.SelfAndBases(type).Any(part => IsStackOrQueue(TypeNames.Full(part))))
            return true;
        return !type.IsAbstract && Find(type, fillable) is not null
            && (type.IsValueType || ((INamedTypeSymbol)type).InstanceConstructors.Any(constructor =>
                constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }));
    }

    private static bool IsStackOrQueue(string name) => name is "System.Collections.Generic.Stack`1" or "System.Collections.Generic.Queue`1"
        or "System.Collections.Concurrent.ConcurrentStack`1" or "System.Collections.Concurrent.ConcurrentQueue`1"
        or "System.Collections.Concurrent.ConcurrentBag`1" or "System.Collections.Stack" or "System.Collections.Queue";
}
