using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>The validation attributes of <c>System.ComponentModel.DataAnnotations</c> as keywords of JSON Schema.</summary>
internal static class SchemaConstraints
{
    private const string Space = "System.ComponentModel.DataAnnotations.";

    public static void Add(JsonObject schema, ObjectMember member)
    {
        foreach (var attribute in member.Symbols.SelectMany(symbol => symbol.GetAttributes()))
        {
            if (attribute.AttributeClass is not { } type || !(TypeNames.Full(type) is var name && name.StartsWith(Space, StringComparison.Ordinal)))
                continue;
            var (minimum, maximum) = LengthNames(member.Type);
            switch (name[Space.Length..])
            {
                case "RangeAttribute":
                    AddRange(schema, attribute);
                    break;
                case "MinLengthAttribute":
                    schema[minimum] = Length(attribute, 0);
                    break;
                case "MaxLengthAttribute" when Length(attribute, 0) is { } most:
                    schema[maximum] = most;
                    break;
                case "LengthAttribute":
                    schema[minimum] = Length(attribute, 0);
                    schema[maximum] = Length(attribute, 1);
                    break;
                case "StringLengthAttribute":
                    if (AttributeReader.Named(attribute, "MinimumLength") is int least)
                        schema["minLength"] = least;
                    schema["maxLength"] = Length(attribute, 0);
                    break;
                case "RegularExpressionAttribute" when AttributeReader.Argument(attribute, 0) is string pattern:
                    // The attribute wants the whole text to match; a schema searches within it.
                    schema["pattern"] = $"^(?:{pattern})$";
                    break;
                case "EmailAddressAttribute":
                    schema["format"] = "email";
                    break;
            }
        }
    }

    private static void AddRange(JsonObject schema, AttributeData attribute)
    {
        // Range(1, 5), or Range(typeof(decimal), "1", "5").
        var first = attribute.ConstructorArguments.Length - 2;
        Put("minimum", "exclusiveMinimum", AttributeReader.Argument(attribute, first), "MinimumIsExclusive");
        Put("maximum", "exclusiveMaximum", AttributeReader.Argument(attribute, first + 1), "MaximumIsExclusive");

        void Put(string inclusive, string exclusive, object? bound, string option)
        {
            JsonNode? value = bound switch
            {
                int number => number,

                // An infinite bound is none, and has no JSON.
                double number when double.IsFinite(number) => number,
                string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
                _ => null,
            };
            if (value is null)
                return;
            var isExclusive = AttributeReader.Named(attribute, option) is true;
            if (isExclusive)
                schema.Remove(inclusive);
            schema[isExclusive ? exclusive : inclusive] = value;
        }
    }

    private static int? Length(AttributeData attribute, int index) => AttributeReader.Argument(attribute, index) is int and >= 0 and var length ? length : null;

    private static (string Minimum, string Maximum) LengthNames(ITypeSymbol type) => ScalarSchemas.Of(type) is null && CollectionShape.Of(type) is { } shape
        ? shape.IsDictionary ? ("minProperties", "maxProperties") : ("minItems", "maxItems")
        : ("minLength", "maxLength");
}
