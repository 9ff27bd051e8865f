using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Expressions;

/// <summary>The functions of the expression language, and how each is computed.</summary>
internal static class Functions
{
    private const JsonTypes Anything = JsonTypes.Any;
    private const JsonTypes Text = JsonTypes.String;
    private const JsonTypes List = JsonTypes.Array;
    private const int LongestResult = 16 * 1024 * 1024;

    public static ImmutableArray<Function> Create() =>
    [
        new("contains", "contains(list or text, value)", "Whether a list has an element that equals the value, or a text contains the text.",
            [List | Text, Anything], 2, 2, JsonTypes.Boolean, Contains),
        new("endsWith", "endsWith(text, end)", "Whether the text ends so. Upper and lower case differ.",
            [Text, Text], 2, 2, JsonTypes.Boolean, arguments => Value.Of(TextOf(arguments, 0).EndsWith(TextOf(arguments, 1), StringComparison.Ordinal))),
        new("first", "first(list)", "The first element. An empty list is an error, unless `??` follows.",
            [List], 1, 1, Anything, arguments => First(ListOf(arguments, 0))),
        new("format", "format(pattern, value, ...)", "The pattern with `{0}`, `{1}` replaced by the values; `{{` and `}}` stand for braces.",
            [Text, Anything], 1, 20, Text, Format),
        new("fromJson", "fromJson(text)", "The value that the JSON text stands for.",
            [Text], 1, 1, Anything, FromJson),
        new("join", "join(list, separator)", "The elements as one text. The separator is `,` when it is not given.",
            [List, Text], 1, 2, Text, Join),
        new("keys", "keys(object)", "The names of the properties, in their order.",
            [JsonTypes.Object], 1, 1, List, arguments => ListFrom(arguments, static (writer, property) => writer.WriteStringValue(property.Name))),
        new("last", "last(list)", "The last element. An empty list is an error, unless `??` follows.",
            [List], 1, 1, Anything, arguments => Last(ListOf(arguments, 0))),
        new("length", "length(list, object or text)", "How many elements, properties or characters it has.",
            [List | Text | JsonTypes.Object], 1, 1, JsonTypes.Integer, Length),
        new("lower", "lower(text)", "The text in lower case.",
            [Text], 1, 1, Text, arguments => Value.Of(TextOf(arguments, 0).ToLowerInvariant())),
        new("replace", "replace(text, old, new)", "The text with every occurrence replaced.",
            [Text, Text, Text], 3, 3, Text, Replace),
        new("split", "split(text, separator)", "The parts of the text between the separators.",
            [Text, Text], 2, 2, List, Split),
        new("startsWith", "startsWith(text, start)", "Whether the text begins so. Upper and lower case differ.",
            [Text, Text], 2, 2, JsonTypes.Boolean, arguments => Value.Of(TextOf(arguments, 0).StartsWith(TextOf(arguments, 1), StringComparison.Ordinal))),
        new("toJson", "toJson(value)", "The value as JSON text.",
            [Anything], 1, 1, Text, arguments => Value.Of(arguments[0].ToJsonText())),
        new("trim", "trim(text)", "The text without spaces at both ends.",
            [Text], 1, 1, Text, arguments => Value.Of(TextOf(arguments, 0).Trim())),
        new("upper", "upper(text)", "The text in upper case.",
            [Text], 1, 1, Text, arguments => Value.Of(TextOf(arguments, 0).ToUpperInvariant())),
        new("values", "values(object)", "The values of the properties, in their order.",
            [JsonTypes.Object], 1, 1, List, arguments => ListFrom(arguments, static (writer, property) => property.Value.WriteTo(writer))),
    ];

    private static string TextOf(ReadOnlySpan<Value> arguments, int index) => arguments[index].Kind == JsonValueKind.String
        ? arguments[index].Text
        : throw new OperandException(index, $"must be a text, but is {arguments[index].Describe()}");

    private static JsonElement ListOf(ReadOnlySpan<Value> arguments, int index) => arguments[index].Kind == JsonValueKind.Array
        ? arguments[index].Element
        : throw new OperandException(index, $"must be a list, but is {arguments[index].Describe()}");

    private static Value Contains(ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].Kind == JsonValueKind.String)
            return Value.Of(arguments[0].Text.Contains(TextOf(arguments, 1)));

        foreach (var element in ListOf(arguments, 0).EnumerateArray())
        {
            if (Value.Of(element).SameAs(arguments[1]))
                return Value.Of(true);
        }

        return Value.Of(false);
    }

    private static Value First(JsonElement list) => list.GetArrayLength() == 0 ? Value.Missing : Value.Of(list[0]);

    private static Value Last(JsonElement list) => list.GetArrayLength() is var length and > 0 ? Value.Of(list[length - 1]) : Value.Missing;

    private static Value Length(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        JsonValueKind.String => Value.Of(arguments[0].Text.Length),
        JsonValueKind.Array => Value.Of(arguments[0].Element.GetArrayLength()),
        JsonValueKind.Object => Value.Of(arguments[0].Element.GetPropertyCount()),
        _ => throw new OperandException(0, $"must be a list, an object or a text, but is {arguments[0].Describe()}"),
    };

    private static Value Join(ReadOnlySpan<Value> arguments)
    {
        var parts = ListOf(arguments, 0).EnumerateArray().Select(element => Value.Of(element).ToText());
        return Value.Of(string.Join(arguments.Length > 1 ? TextOf(arguments, 1) : ",", parts));
    }

    private static Value Split(ReadOnlySpan<Value> arguments)
    {
        var separator = TextOf(arguments, 1);
        if (separator.Length == 0)
            throw new OperandException(1, "must not be empty");
        var text = TextOf(arguments, 0);
        return ListOf(writer =>
        {
            foreach (var part in text.Split(separator))
                writer.WriteStringValue(part);
        });
    }

    private static Value Replace(ReadOnlySpan<Value> arguments)
    {
        var (text, old, replacement) = (TextOf(arguments, 0), TextOf(arguments, 1), TextOf(arguments, 2));
        if (old.Length == 0)
            throw new OperandException(1, "must not be empty");
        if ((long)text.Length / old.Length * replacement.Length > LongestResult)
            throw new OperandException(2, "makes the text too long");
        return Value.Of(text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private static Value FromJson(ReadOnlySpan<Value> arguments)
    {
        try
        {
            return Value.Of(JsonText.Parse(TextOf(arguments, 0)));
        }
        catch (JsonException exception)
        {
            throw new OperandException(0, $"is not JSON: {exception.Message}");
        }
    }

    private static Value Format(ReadOnlySpan<Value> arguments)
    {
        var pattern = TextOf(arguments, 0);
        var result = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character is not ('{' or '}'))
                result.Append(character);
            else if (index + 1 < pattern.Length && pattern[index + 1] == character)
                result.Append(pattern[index++]);
            else
            {
                var close = character == '{' ? pattern.IndexOf('}', index) : -1;
                if (close < 0 || !int.TryParse(pattern.AsSpan(index + 1, close - index - 1), out var number) || number < 0 || number + 1 >= arguments.Length)
                    throw new OperandException(0, $"has a bad placeholder at character {index + 1}; use {{0}} to {{{arguments.Length - 2}}}, and {{{{ for a brace");
                result.Append(arguments[number + 1].ToText());
                index = close;
            }
        }

        return Value.Of(result.ToString());
    }

    private static Value ListFrom(ReadOnlySpan<Value> arguments, Action<Utf8JsonWriter, JsonProperty> write)
    {
        var value = arguments[0];
        if (value.Kind != JsonValueKind.Object)
            throw new OperandException(0, $"must be an object, but is {value.Describe()}");
        return ListOf(writer =>
        {
            foreach (var property in value.Element.EnumerateObject())
                write(writer, property);
        });
    }

    private static Value ListOf(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return Value.Of(JsonElement.Parse(buffer.WrittenSpan, JsonOutput.Reader));
    }
}
