using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearth.Workflows.Schemas;

/// <summary>Checks the formats of texts, as leniently as .NET reads them.</summary>
internal static partial class SchemaFormats
{
    public static bool Accepts(string format, string text) => format switch
    {
        "date-time" => text.Length >= 10 && char.IsAsciiDigit(text[0]) && DateTimeOffset.TryParse(text, null, DateTimeStyles.RoundtripKind, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "time" => text.Contains(':') && TimeOnly.TryParse(TimeZone().Replace(text, ""), out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        // ISO 8601 as the standard has it, or what TimeSpan writes.
        "duration" => IsoDuration().IsMatch(text) || TimeSpan.TryParse(text, out _),
        _ => true,
    };

    [GeneratedRegex(@"(Z|z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimeZone();

    [GeneratedRegex(
        @"^-?P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IsoDuration();
}
