namespace Hearth.Workflows.Problems;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    private const int LongestName = 100;

    /// <summary>
    /// The candidate with the fewest edits (insert, remove, replace, swap neighbours; case counts little), or null when all are too far:
    /// more than a third of the length, and at least one edit is allowed.
    /// </summary>
    public static string? Find(string value, IEnumerable<string> candidates)
    {
        if (value.Length is 0 or > LongestName)
            return null;

        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            if (candidate.Length is 0 or > LongestName || string.Equals(candidate, value, StringComparison.Ordinal))
                continue;

            // Distances count double, so that a wrong case (1) is nearer than a wrong letter (2).
            var limit = 2 * Math.Max(1, Math.Max(value.Length, candidate.Length) / 3);
            if (2 * Math.Abs(value.Length - candidate.Length) > limit)
                continue;

            var distance = string.Equals(candidate, value, StringComparison.OrdinalIgnoreCase) ? 1 : 2 * Distance(value, candidate);
            if (distance <= limit && distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Damerau-Levenshtein distance (optimal string alignment), ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            previous[column] = column;

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = Same(left[row - 1], right[column - 1]) ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1], previous[column]) + 1, previous[column - 1] + cost);
                if (row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]))
                    current[column] = Math.Min(current[column], beforePrevious[column - 2] + 1);
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
