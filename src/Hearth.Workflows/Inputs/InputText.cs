using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;

namespace Hearth.Workflows.Inputs;

/// <summary>Converts the text of an argument to the type of its input.</summary>
internal static class InputText
{
    /// <summary>The value; null, with the reason, when the text is none of the type.</summary>
    public static JsonElement? Convert(InputDefinition input, string text, out string error)
    {
        error = "";
        if (input.Default is { ValueKind: JsonValueKind.Null } && IsNone(text, input.Type))
            return JsonOutput.Null;

        switch (input.Type)
        {
            case InputType.String or InputType.File:
                return Value.Of(text).ToElement();
            case InputType.Integer when text.Length <= 100 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, null, out var integer):
                return JsonElement.Parse(integer.ToString());
            case InputType.Number when double.TryParse(text, NumberStyles.Float, null, out var number) && double.IsFinite(number):
                return JsonSerializer.SerializeToElement(number, TextJsonContext.Relaxed.Double);
            case InputType.Boolean when text is "true" or "false":
                return text == "true" ? JsonOutput.True : JsonOutput.False;
            case InputType.List:
                return ConvertList(input, text, out error);
            case InputType.Object:
                return Json(text, JsonValueKind.Object, "a JSON object", out error);
        }

        error = input.Type switch
        {
            InputType.Integer => $"must be a whole number, but is '{text}'",
            InputType.Number => $"must be a number, but is '{text}'",
            _ => $"must be true or false, but is '{text}'",
        };
        return null;
    }

    /// <summary>How the command line says that an optional input has no value; a string may be any text, so it has no way to.</summary>
    private static bool IsNone(string text, InputType type) => type switch
    {
        InputType.String => false,
        InputType.File => text.Length == 0,
        _ => text is "" or "null",
    };

    private static JsonElement? ConvertList(InputDefinition input, string text, out string error)
    {
        error = "";
        if (text.AsSpan().TrimStart().StartsWith('['))
            return Json(text, JsonValueKind.Array, "a JSON list", out error);

        var items = input.Items ?? new InputDefinition { Name = "", Position = default, Type = InputType.String };
        var elements = new List<JsonElement>();
        foreach (var part in text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Convert(items, part, out error) is not { } element)
                return null;
            elements.Add(element);
        }

        return JsonSerializer.SerializeToElement(elements, TextJsonContext.Relaxed.ListJsonElement);
    }

    private static JsonElement? Json(string text, JsonValueKind kind, string expected, out string error)
    {
        error = $"must be {expected}";
        try
        {
            var value = JsonText.Parse(text);
            return value.ValueKind == kind ? value : null;
        }
        catch (JsonException exception)
        {
            error = $"must be {expected}: {exception.Message}";
            return null;
        }
    }
}
