using System.Buffers;
using System.Globalization;

namespace Hearth.Workflows.Yaml;

/// <summary>Reads durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, <c>1h30m</c>, <c>1.5h</c>.</summary>
public static class DurationText
{
    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.");

    private static readonly string[] s_units = ["d", "h", "m", "s", "ms"];

    private static readonly long[] s_ticks =
        [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond];

    /// <summary>Reads a duration. Units go from large to small, each at most once; a number without a unit is none.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan().Trim();
        var nextUnit = 0;
        var ticks = 0m;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(s_numberCharacters);
            if (digits is <= 0 or > 15 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, null, out var number))
                return false;

            rest = rest[digits..];
            var letters = rest.IndexOfAnyExceptInRange('a', 'z');
            var name = letters < 0 ? rest : rest[..letters];
            var unit = nextUnit;
            while (unit < s_units.Length && !name.SequenceEqual(s_units[unit]))
                unit++;
            if (unit == s_units.Length)
                return false;

            ticks += number * s_ticks[unit];
            nextUnit = unit + 1;
            rest = rest[name.Length..];
        }

        if (nextUnit == 0 || ticks > TimeSpan.MaxValue.Ticks)
            return false;

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads the same, to the millisecond.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.FromMilliseconds(1))
            return "0s";

        var text = "";
        var ticks = duration.Ticks;
        for (var unit = 0; unit < s_units.Length; unit++)
        {
            var count = Math.DivRem(ticks, s_ticks[unit], out ticks);
            if (count > 0)
                text += $"{count}{s_units[unit]}";
        }

        return text;
    }
}
