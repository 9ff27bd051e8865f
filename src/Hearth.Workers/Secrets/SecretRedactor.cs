using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Secrets;

/// <summary>Replaces secrets with <c>***</c>, in every form in which they are likely to show. Immutable.</summary>
public sealed class SecretRedactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    private readonly ImmutableArray<string> _forms;
    private readonly SearchValues<string>? _any;

    /// <summary>Makes a redactor.</summary>
    /// <param name="secrets">The secrets as they are.</param>
    public SecretRedactor(IEnumerable<string> secrets)
    {
        Secrets = [.. secrets.Where(secret => secret.Length > 0).Distinct(StringComparer.Ordinal)];
        // The longest first: a form that is part of another must not tear it.
        _forms = [.. Secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        _any = _forms.IsEmpty ? null : SearchValues.Create(_forms.AsSpan(), StringComparison.Ordinal);
    }

    /// <summary>Knows no secret and changes nothing.</summary>
    public static SecretRedactor None { get; } = new([]);

    /// <summary>The secrets.</summary>
    public ImmutableArray<string> Secrets { get; }

    /// <summary>Whether it knows no secret.</summary>
    public bool IsEmpty => Secrets.IsEmpty;

    /// <summary>The text without secrets.</summary>
    public string Redact(string text)
    {
        if (_any is null || !text.AsSpan().ContainsAny(_any))
            return text;
        foreach (var form in _forms)
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The error without secrets, its causes and lines of source too.</summary>
    public AttemptError Redact(AttemptError error) => IsEmpty ? error : error with
    {
        Message = Redact(error.Message),
        Type = error.Type is null ? null : Redact(error.Type),
        Frames = [.. error.Frames.Select(frame => frame.Source is null ? frame : frame with { Source = Redact(frame.Source) })],
        Inner = error.Inner is null ? null : Redact(error.Inner),
    };

    /// <summary>The value without secrets, in texts, names of properties, and numbers that are one.</summary>
    public JsonElement Redact(JsonElement value)
    {
        if (IsEmpty)
            return value;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = 256 });
    }

    private void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(Redact(property.Name));
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Redact(value.GetString()!));
                break;
            case JsonValueKind.Number when Secrets.Contains(value.GetRawText()):
                writer.WriteStringValue(Mask);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
