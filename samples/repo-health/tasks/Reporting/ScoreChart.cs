namespace RepoHealth;

/// <summary>Draws how many packages have which score, as SVG.</summary>
public static class ScoreChart
{
    private const int Width = 640;
    private const int Height = 260;
    private const int Left = 52;
    private const int Top = 22;
    private const int Bottom = 212;
    private const int Buckets = 10;
    private const double Step = (Width - Left - 8.0) / Buckets;

    public static Html.Raw Draw(IReadOnlyList<ReportPackage> packages)
    {
        var counts = new int[Buckets];
        foreach (var package in packages)
            counts[Math.Min(package.Score / 10, Buckets - 1)]++;
        var tick = Tick(counts.Max());
        var top = Math.Max(1, (counts.Max() + tick - 1) / tick) * tick;
        double Y(int count) => Bottom - ((double)count / top * (Bottom - Top));

        var svg = new Html();
        svg.Add($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"chart-title chart-text\">");
        svg.Add($"<title id=\"chart-title\">How the scores are distributed</title><desc id=\"chart-text\">{Description(counts)}</desc>");
        for (var count = 0; count <= top; count += tick)
            svg.Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{Y(count):0.#}\" y2=\"{Y(count):0.#}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(count) + 4:0.#}\" text-anchor=\"end\">{Figures.Count(count)}</text>");
        for (var bucket = 0; bucket < Buckets; bucket++)
            Bar(svg, bucket, counts[bucket], Y(counts[bucket]));
        svg.Add($"<text class=\"label\" x=\"{Left + (Step * Buckets / 2):0.#}\" y=\"{Height - 6}\" text-anchor=\"middle\">Score</text>");
        svg.Add($"<text class=\"label\" transform=\"translate(13 {(Top + Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">Packages</text></svg>");
        return new Html.Raw(svg.ToString());
    }

    private static void Bar(Html svg, int bucket, int count, double y)
    {
        var x = Left + (bucket * Step);
        svg.Add($"<g><title>{Range(bucket)}: {Text.Plural(count, "package")}</title><rect class=\"hit\" x=\"{x:0.#}\" y=\"{Top}\" width=\"{Step:0.#}\" height=\"{Bottom - Top}\"/>");
        if (count > 0)
        {
            var radius = Math.Min(4, Bottom - y);
            svg.Add($"<path class=\"bar {Scoring.Grade(bucket * 10)}\" d=\"M{x + 3:0.#} {Bottom}V{y + radius:0.#}q0 -{radius:0.#} {radius:0.#} -{radius:0.#}H{x + Step - 3 - radius:0.#}q{radius:0.#} 0 {radius:0.#} {radius:0.#}V{Bottom}z\"/>");
            svg.Add($"<text class=\"value\" x=\"{x + (Step / 2):0.#}\" y=\"{y - 5:0.#}\" text-anchor=\"middle\">{Figures.Count(count)}</text>");
        }

        svg.Add($"<text class=\"tick\" x=\"{x + (Step / 2):0.#}\" y=\"{Bottom + 17}\" text-anchor=\"middle\">{Range(bucket)}</text></g>");
    }

    private static string Range(int bucket) => bucket == Buckets - 1 ? "90–100" : $"{bucket * 10}–{(bucket * 10) + 9}";

    private static string Description(int[] counts) =>
        string.Join("; ", counts.Select((count, bucket) => (count, bucket)).Where(bar => bar.count > 0).Select(bar => $"{Text.Plural(bar.count, "package")} with a score of {Range(bar.bucket)}")) + ".";

    /// <summary>1, 2 or 5 times a power of ten, so that there are at most five lines.</summary>
    private static int Tick(int highest)
    {
        for (var power = 1; ; power *= 10)
            foreach (var factor in (int[])[1, 2, 5])
                if (highest <= 5 * factor * power)
                    return factor * power;
    }
}
