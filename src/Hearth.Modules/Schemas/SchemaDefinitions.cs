using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>
/// The object types of one schema. What is used once stands where it is used; what is used more often, or within itself, goes to <c>$defs</c>.
/// Not safe for use from several threads.
/// </summary>
internal sealed class SchemaDefinitions
{
    // Box<string> and Box<string?> have different schemas.
    private readonly Dictionary<ITypeSymbol, Definition> _definitions = new(SymbolEqualityComparer.IncludeNullability);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>A reference to the schema of a type, which is made by the first who asks.</summary>
    public JsonObject Reference(ITypeSymbol type, Func<JsonObject> make)
    {
        var key = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (!_definitions.TryGetValue(key, out var definition))
        {
            // Known before it is made, so that a type within itself finds it.
            definition = new Definition(Name(key));
            _definitions.Add(key, definition);
            definition.Body = make();
        }

        var reference = new JsonObject { ["$ref"] = $"#/$defs/{definition.Name}" };
        definition.References.Add(reference);
        return reference;
    }

    /// <summary>The whole schema.</summary>
    public JsonObject Complete(JsonObject root)
    {
        foreach (var definition in _definitions.Values.Where(definition => definition.References.Count == 1))
            Inline(definition.Body!, definition.References[0]);

        var shared = new JsonObject();
        foreach (var definition in _definitions.Values.Where(definition => definition.References.Count > 1).OrderBy(definition => definition.Name, StringComparer.Ordinal))
            shared[definition.Name] = definition.Body;
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        if (shared.Count > 0)
            root["$defs"] = shared;
        return root;
    }

    private static void Inline(JsonObject body, JsonObject reference)
    {
        reference.Remove("$ref");
        var said = reference.ToArray();
        reference.Clear();
        foreach (var (name, value) in body.ToArray())
        {
            body.Remove(name);
            reference[name] = value;
        }

        // What was said of the place goes before what is said of the type.
        foreach (var (name, value) in said)
            reference[name] = value;
    }

    private string Name(ITypeSymbol type)
    {
        var name = Words(type);
        var unique = name;
        for (var number = 2; !_names.Add(unique); number++)
            unique = $"{name}{number}";
        return unique;
    }

    private static string Words(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{Words(array.ElementType)}Array",
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => $"{type.Name}Of{string.Join("And", arguments.Select(Words))}",
        _ => type.Name,
    };

    private sealed class Definition(string name)
    {
        public string Name { get; } = name;

        public JsonObject? Body { get; set; }

        public List<JsonObject> References { get; } = [];
    }
}
