using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>The schemas of types with members, and of families of types that a discriminator tells apart.</summary>
internal sealed class ObjectSchemas(SchemaBuilder builder)
{
    public JsonObject Of(INamedTypeSymbol type, SchemaSite site)
    {
        var derived = AttributeReader.All(type, "System.Text.Json.Serialization.JsonDerivedTypeAttribute").ToArray();
        return derived.Length == 0 ? Plain(type, site) : Family(type, derived, site);
    }

    private JsonObject Family(INamedTypeSymbol type, IReadOnlyList<AttributeData> derived, SchemaSite site)
    {
        var discriminator = AttributeReader.FindJson(type, "JsonPolymorphic") is { } polymorphic
            && AttributeReader.Named(polymorphic, "TypeDiscriminatorPropertyName") is string given ? given : "$type";
        var variants = new JsonArray();
        foreach (var attribute in derived)
        {
            if (AttributeReader.Argument(attribute, 0) is not INamedTypeSymbol variant)
                continue;
            var value = AttributeReader.Argument(attribute, 1);

            // Without a discriminator it can be written, and what is read back is the base.
            if (value is not null)
                variants.Add((JsonNode)Marked(Plain(variant, site), discriminator, value is int number ? JsonValue.Create(number) : JsonValue.Create((string)value)));
            else if (builder.Direction == SchemaDirection.Output)
                variants.Add((JsonNode)Plain(variant, site));
        }

        if (!type.IsAbstract && type.TypeKind != TypeKind.Interface && !derived.Any(attribute => SymbolEqualityComparer.Default.Equals(
            AttributeReader.Argument(attribute, 0) as ITypeSymbol, type) && AttributeReader.Argument(attribute, 1) is not null))
        {
            var plain = Plain(type, site);
            plain["not"] = new JsonObject { ["required"] = new JsonArray(discriminator) };
            variants.Add((JsonNode)plain);
        }

        var family = new JsonObject { ["anyOf"] = variants };
        Describe(family, Documentation.Of(type, builder.CancellationToken));
        return family;
    }

    private static JsonObject Marked(JsonObject schema, string discriminator, JsonValue value)
    {
        ((JsonObject)schema["properties"]!).Insert(0, discriminator, new JsonObject { ["const"] = value });
        if (schema["required"] is JsonArray required)
            required.Insert(0, discriminator);
        else
            schema["required"] = new JsonArray(discriminator);
        return schema;
    }

    private JsonObject Plain(INamedTypeSymbol type, SchemaSite site)
    {
        var shape = ObjectShape.Of(type, builder.Direction);
        CheckConstructor(type, shape, site);
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var member in shape.Members)
        {
            var place = site.Member(type, member.Property);
            if (!properties.TryAdd(member.Name, Member(type, member, place)))
                builder.Report(Problems.DuplicateMemberName, place, $"has two members that are '{member.Name}' in JSON; '{type.Name}.{member.Property.Name}' is one of them.");
            else if (member.Required)
                required.Add(member.Name);
        }

        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, Documentation.Of(type, builder.CancellationToken));
        schema["properties"] = properties;
        if (required.Count > 0)
            schema["required"] = required;
        if (shape.IsClosed)
            schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Member(INamedTypeSymbol owner, ObjectMember member, SchemaSite site)
    {
        var schema = ConverterSchemas.Of(member.Property, member.Type) is { } converted
            ? member.AllowsNull ? SchemaBuilder.OrNull(converted) : converted
            : builder.Of(member.Type, member.AllowsNull, site);
        schema = ConverterSchemas.WithNumberHandling(schema, member, owner, builder.Direction);
        SchemaConstraints.Add(schema, member);
        Describe(schema, Documentation.Of(member.Property, member.Parameter, builder.CancellationToken));
        if (builder.Direction == SchemaDirection.Input && member.Parameter is { HasExplicitDefaultValue: true } parameter)
            AddDefault(schema, parameter);
        return schema;
    }

    private void CheckConstructor(INamedTypeSymbol type, ObjectShape shape, SchemaSite site)
    {
        if (shape.Constructor?.Problem is { } problem)
            builder.Report(Problems.NotReadable, site, $"cannot be read from JSON: it {site.Holds(type)}, {problem}.");
        if (shape.Constructor?.Constructor is { } constructor && ObjectShape.Unbound(type, constructor).ToArray() is { Length: > 0 } unbound)
            builder.Report(Problems.NotReadable, site,
                $"cannot be read from JSON: it {site.Holds(type)}, whose constructor parameter '{unbound[0].Name}' has no property of the same name and type.");
    }

    private static void AddDefault(JsonObject schema, IParameterSymbol parameter)
    {
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        var value = parameter.ExplicitDefaultValue;
        if (value is null)
        {
            // The default of a struct is written null in metadata, and is no null.
            if (SchemaBuilder.AllowsNull(parameter.Type))
                schema["default"] = null;
            return;
        }

        schema["default"] = type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration
            ? EnumSchemas.Name(enumeration, value, JsonNamingPolicy.CamelCase) is { } name ? JsonValue.Create(name) : null
            : value is double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity
                ? null
                : JsonSerializer.SerializeToNode(value, value.GetType());
    }

    private static void Describe(JsonObject schema, string? description)
    {
        if (description is not null)
            schema["description"] = description;
    }
}
