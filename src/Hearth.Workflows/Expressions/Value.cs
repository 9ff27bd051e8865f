using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hearth.Workflows.Expressions;

/// <summary>
/// A value while an expression is evaluated: a JSON element, or a text, number or boolean that has not become one. Mapped steps
/// evaluate millions of these, so nothing is allocated for numbers and booleans.
/// </summary>
internal readonly struct Value
{
    private readonly JsonElement _element;
    private readonly string? _text;
    private readonly long _number;

    private Value(JsonValueKind kind, JsonElement element = default, string? text = null, long number = 0) =>
        (Kind, _element, _text, _number) = (kind, element, text, number);

    /// <summary>A property or element that is not there. Only <c>??</c> sees it.</summary>
    public static Value Missing => default;

    public static Value Null => new(JsonValueKind.Null);

    /// <summary><see cref="JsonValueKind.Undefined"/> when missing.</summary>
    public JsonValueKind Kind { get; }

    public bool IsMissing => Kind == JsonValueKind.Undefined;

    public bool IsBoolean => Kind is JsonValueKind.True or JsonValueKind.False;

    public static Value Of(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? Null : new Value(element.ValueKind, element);

    public static Value Of(string text) => new(JsonValueKind.String, text: text);

    public static Value Of(long number) => new(JsonValueKind.Number, number: number);

    public static Value Of(bool value) => new(value ? JsonValueKind.True : JsonValueKind.False);

    private bool IsElement => _element.ValueKind != JsonValueKind.Undefined;

    /// <summary>The content of a text.</summary>
    public string Text => _text ?? _element.GetString()!;

    /// <summary>An object or list; only those kinds.</summary>
    public JsonElement Element => _element;

    /// <summary>What is inserted into a text: texts as they are, null as nothing, everything else as JSON.</summary>
    public string ToText() => Kind switch
    {
        JsonValueKind.String => Text,
        JsonValueKind.Number => IsElement ? _element.GetRawText() : _number.ToString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        _ => ToJsonText(),
    };

    /// <summary>The value as compact JSON.</summary>
    public string ToJsonText()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
            Write(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Write(Utf8JsonWriter writer)
    {
        if (IsElement)
            _element.WriteTo(writer);
        else if (Kind == JsonValueKind.String)
            writer.WriteStringValue(_text);
        else if (Kind == JsonValueKind.Number)
            writer.WriteNumberValue(_number);
        else if (IsBoolean)
            writer.WriteBooleanValue(Kind == JsonValueKind.True);
        else
            writer.WriteNullValue();
    }

    public JsonElement ToElement()
    {
        if (IsElement)
            return _element;
        return Kind switch
        {
            JsonValueKind.String => Serialize(_text!, TextJsonContext.Relaxed.String),
            JsonValueKind.Number => Serialize(_number, TextJsonContext.Relaxed.Int64),
            JsonValueKind.True => JsonOutput.True,
            JsonValueKind.False => JsonOutput.False,
            _ => JsonOutput.Null,
        };
    }

    /// <summary>Whether both are the same JSON value; 1 and 1.0 are.</summary>
    public bool SameAs(Value other)
    {
        if (Kind != other.Kind)
            return false;
        return Kind switch
        {
            JsonValueKind.String => Text == other.Text,
            JsonValueKind.Number when !IsElement && !other.IsElement => _number == other._number,
            JsonValueKind.Number or JsonValueKind.Array or JsonValueKind.Object => JsonElement.DeepEquals(ToElement(), other.ToElement()),
            _ => true,
        };
    }

    /// <summary>The order of two numbers or two texts (by character code); null when they are neither.</summary>
    public int? CompareTo(Value other)
    {
        if (Kind == JsonValueKind.String && other.Kind == JsonValueKind.String)
            return string.CompareOrdinal(Text, other.Text);
        if (Kind != JsonValueKind.Number || other.Kind != JsonValueKind.Number)
            return null;
        if (TryGetInteger(out var left) && other.TryGetInteger(out var right))
            return left.CompareTo(right);
        return ToElement().TryGetDecimal(out var leftDecimal) && other.ToElement().TryGetDecimal(out var rightDecimal)
            ? leftDecimal.CompareTo(rightDecimal)
            : ToElement().GetDouble().CompareTo(other.ToElement().GetDouble());
    }

    public bool TryGetInteger(out long number)
    {
        number = _number;
        return Kind == JsonValueKind.Number && (!IsElement || _element.TryGetInt64(out number));
    }

    /// <summary>What it is, for messages.</summary>
    public string Describe() => Kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static JsonElement Serialize<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);
}
