using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>What the serializer reads or writes of an object type, by its own rules.</summary>
/// <param name="Members">The properties.</param>
/// <param name="IsClosed">Whether properties that it does not know are refused.</param>
/// <param name="Constructor">How it is made; null on the way out.</param>
internal sealed record ObjectShape(ImmutableArray<ObjectMember> Members, bool IsClosed, ConstructorChoice? Constructor)
{
    private const int IgnoreNever = 0, IgnoreAlways = 1, IgnoreDefault = 2, IgnoreNull = 3, IgnoreWriting = 4, IgnoreReading = 5;

    public static ObjectShape Of(INamedTypeSymbol type, SchemaDirection direction)
    {
        var choice = direction == SchemaDirection.Input ? ConstructorChoice.Of(type) : null;
        var members = Properties(type)
            .Where(property => AttributeReader.FindJson(property, "JsonExtensionData") is null)
            .Select(property => direction == SchemaDirection.Input ? Read(property, choice!.Constructor) : Written(property))
            .OfType<ObjectMember>().ToImmutableArray();
        var closed = direction == SchemaDirection.Input && AttributeReader.FindJson(type, "JsonUnmappedMemberHandling") is { } handling
            && Equals(AttributeReader.Argument(handling, 0), 1);
        return new ObjectShape(members, closed, choice);
    }

    /// <summary>Parameters of the constructor that no property gives a value to: the serializer refuses such a type.</summary>
    public static IEnumerable<IParameterSymbol> Unbound(INamedTypeSymbol type, IMethodSymbol constructor) => constructor.Parameters
        .Where(parameter => !Properties(type).Any(property => IsSetBy(property, parameter)));

    /// <summary>The properties from the type to its bases; one that hides or overrides another goes before it.</summary>
    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var types = type.TypeKind == TypeKind.Interface ? TypeNames.SelfAndInterfaces(type) : TypeNames.SelfAndBases(type);
        foreach (var property in types.SelectMany(part => part.GetMembers().OfType<IPropertySymbol>()))
        {
            if (property is { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true }
                && (IsIncluded(property) || property.DeclaredAccessibility == Accessibility.Public) && seen.Add(property.Name))
                yield return property;
        }
    }

    private static ObjectMember? Read(IPropertySymbol property, IMethodSymbol? constructor)
    {
        if (Ignored(property) is IgnoreAlways or IgnoreReading)
            return null;
        var parameter = constructor?.Parameters.FirstOrDefault(candidate => IsSetBy(property, candidate));
        if (parameter is null && !(property.SetMethod is { } setter && IsOpen(property, setter)))
            return null;
        var type = parameter?.Type ?? property.Type;
        var symbol = (ISymbol?)parameter ?? property;
        var required = AttributeReader.FindJson(property, "JsonRequired") is not null
            || parameter is { HasExplicitDefaultValue: false }
            || (property.IsRequired && !(constructor is not null && AttributeReader.Find(constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null));
        return new ObjectMember(JsonName(property), property, parameter, type, AllowsNull(type, symbol, "AllowNull", "DisallowNull"), required);
    }

    private static ObjectMember? Written(IPropertySymbol property)
    {
        var ignored = Ignored(property);
        if (ignored is IgnoreAlways or IgnoreWriting || !(property.GetMethod is { } getter && IsOpen(property, getter)))
            return null;
        return new ObjectMember(JsonName(property), property, Parameter(property), property.Type,
            AllowsNull(property.Type, property, "MaybeNull", "NotNull"), Required: ignored is not (IgnoreNull or IgnoreDefault));
    }

    /// <summary>The parameter of a record that makes the property: it carries attributes and the comment.</summary>
    private static IParameterSymbol? Parameter(IPropertySymbol property) => property.ContainingType.IsRecord
        ? property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(parameter => parameter.Name == property.Name && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type))
        : null;

    private static bool AllowsNull(ITypeSymbol type, ISymbol symbol, string allows, string forbids)
    {
        const string Space = "System.Diagnostics.CodeAnalysis.";
        if (AttributeReader.Find(symbol, $"{Space}{forbids}Attribute") is not null)
            return false;
        return SchemaBuilder.AllowsNull(type) || (type.IsReferenceType && AttributeReader.Find(symbol, $"{Space}{allows}Attribute") is not null);
    }

    private static bool IsSetBy(IPropertySymbol property, IParameterSymbol parameter) =>
        property.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type);

    private static bool IsOpen(IPropertySymbol property, IMethodSymbol accessor) => accessor.DeclaredAccessibility == Accessibility.Public || IsIncluded(property);

    private static bool IsIncluded(IPropertySymbol property) => AttributeReader.FindJson(property, "JsonInclude") is not null;

    private static int Ignored(IPropertySymbol property) => AttributeReader.FindJson(property, "JsonIgnore") is { } attribute
        ? AttributeReader.Named(attribute, "Condition") as int? ?? IgnoreAlways
        : IgnoreNever;

    private static string JsonName(IPropertySymbol property) =>
        AttributeReader.FindJson(property, "JsonPropertyName") is { } attribute && AttributeReader.Argument(attribute, 0) is string given
            ? given
            : JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
