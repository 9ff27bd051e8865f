using System.Buffers;
using System.Globalization;

namespace Hearth.Workflows.Yaml;

/// <summary>Reads sizes as people write them: <c>16MiB</c> (1024), <c>1GB</c> (1000), <c>512B</c>.</summary>
public static class SizeText
{
    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.");

    private static readonly string[] s_prefixes = ["", "k", "m", "g", "t"];

    /// <summary>Reads a size in bytes. A number without a unit is none; case does not matter.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var span = text.AsSpan().Trim();
        var digits = span.IndexOfAnyExcept(s_numberCharacters);
        if (digits is <= 0 or > 15 || !decimal.TryParse(span[..digits], NumberStyles.AllowDecimalPoint, null, out var number))
            return false;

        var unit = span[digits..].Trim().ToString().ToLowerInvariant();
        if (!unit.EndsWith('b'))
            return false;

        var binary = unit.EndsWith("ib", StringComparison.Ordinal);
        var power = Array.IndexOf(s_prefixes, unit[..^(binary ? 2 : 1)]);
        if (power < 0 || (binary && power == 0))
            return false;

        for (var count = 0; count < power; count++)
            number *= binary ? 1024 : 1000;
        if (number > long.MaxValue)
            return false;

        bytes = (long)number;
        return true;
    }
}
