using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Hearth.Workflows.Yaml;

/// <summary>The scalars of the YAML 1.2 core schema. Infinity and not-a-number stay texts: JSON has no such numbers.</summary>
internal static partial class CoreSchema
{
    // Longer digits are texts: reading them as one number takes quadratic time, and nobody means a number.
    private const int LongestNumber = 100;

    public static YamlScalarKind KindOf(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return YamlScalarKind.Null;
        if (IsTrue(text) || text is "false" or "False" or "FALSE")
            return YamlScalarKind.Boolean;
        if (text.Length > LongestNumber || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
            return YamlScalarKind.Text;
        if (IntegerPattern().IsMatch(text))
            return YamlScalarKind.Integer;
        return NumberPattern().IsMatch(text) && double.IsFinite(Number(text)) ? YamlScalarKind.Number : YamlScalarKind.Text;
    }

    public static bool IsTrue(string text) => text is "true" or "True" or "TRUE";

    public static BigInteger Integer(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return BigInteger.Parse(string.Concat("0", text.AsSpan(2)), NumberStyles.AllowHexSpecifier);
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return text.Skip(2).Aggregate(BigInteger.Zero, (value, digit) => (value * 8) + (digit - '0'));
        return BigInteger.Parse(text, NumberStyles.AllowLeadingSign);
    }

    public static double Number(string text) => double.Parse(text, NumberStyles.Float);

    [GeneratedRegex(@"^([-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
