namespace RepoHealth;

/// <summary>The criteria, their weights and the grades. Change them to what matters to you.</summary>
public static class Scoring
{
    public static Scorecard Of(Inspection package, DateOnly now)
    {
        Criterion[] criteria =
        [
            Licence(package.Licence), Readme(package.Readme), Manifest(package.Manifest), Links(package.Links),
            Freshness(package.LastCommit, now), Tests(package.Tests), Ci(package.Ci),
        ];
        var score = (int)Math.Round(100.0 * criteria.Sum(criterion => criterion.Points) / criteria.Sum(criterion => criterion.Of), MidpointRounding.AwayFromZero);
        return new Scorecard(package.Index, score, Grade(score), criteria);
    }

    public static string Grade(int score) => score switch { >= 90 => "A", >= 80 => "B", >= 70 => "C", >= 60 => "D", _ => "F" };

    private static Criterion Licence(LicenceFacts licence)
    {
        var (points, reason) = licence switch
        {
            { Agrees: false } => (6, $"The licence file says {licence.Found}, the manifest says {licence.Declared}"),
            { Found: not null, IsInherited: true } => (20, $"{licence.Found}, by the {licence.File} of the repository"),
            { Found: not null } => (20, $"{licence.Found}, by {licence.File}"),
            { File: not null } => (12, $"{licence.File} is not a licence that is recognised"),
            { Declared: not null } => (10, $"The manifest says {licence.Declared}, but there is no licence file"),
            _ => (0, "No licence"),
        };
        return new Criterion("Licence", points, 20, reason);
    }

    private static Criterion Readme(ReadmeFacts? readme)
    {
        if (readme is null)
            return new Criterion("Readme", 0, 20, "No readme");
        if (readme.Length == 0)
            return new Criterion("Readme", 0, 20, $"{readme.File} is empty");
        (int Points, string Missing)[] parts =
        [
            (readme.Length >= 300 ? 7 : readme.Length >= 100 ? 4 : 0, readme.Length >= 300 ? "" : "is short"),
            (readme.Headings > 0 ? 3 : 0, readme.Headings > 0 ? "" : "has no headings"),
            (readme.HasUsage ? 4 : 0, readme.HasUsage ? "" : "does not say how to install or use it"),
        ];
        var missing = string.Join(", ", parts.Select(part => part.Missing).Where(part => part.Length > 0));
        return new Criterion("Readme", 6 + parts.Sum(part => part.Points), 20, missing.Length == 0 ? $"{readme.File} says what is needed" : $"{readme.File} {missing}");
    }

    private static Criterion Manifest(ManifestFacts? manifest)
    {
        if (manifest is null)
            return new Criterion("Manifest", 0, 0, "No kind of package that is known");
        var missing = new List<string>();
        if (manifest.Name is null)
            missing.Add("name");
        if (manifest.Description is null && Describes(manifest.File))
            missing.Add("description");
        if (manifest.Version is null && Describes(manifest.File))
            missing.Add("version");
        return new Criterion("Manifest", 15 - (5 * missing.Count), 15, missing.Count == 0 ? $"{manifest.File} is complete" : $"{manifest.File} gives no {string.Join(", no ", missing)}");
    }

    /// <summary>Whether manifests of this kind hold a version and a description.</summary>
    private static bool Describes(string file) => !file.EndsWith(".sln") && !file.EndsWith(".slnx") && !file.StartsWith("build.gradle") && file is not ("go.mod" or "Gemfile");

    private static Criterion Links(LinkFacts links) => links switch
    {
        { Checked: 0 } => new Criterion("Links", 0, 0, "No links to check"),
        { Broken: 0 } => new Criterion("Links", 15, 15, links.Checked == 1 ? "The only link leads somewhere" : $"All {links.Checked} links lead somewhere"),
        _ => new Criterion("Links", Math.Max(0, 11 - (3 * links.Broken)), 15, $"{links.Broken} of {Text.Plural(links.Checked, "link")} broken"),
    };

    private static Criterion Freshness(CommitFacts commit, DateOnly now)
    {
        if (commit.Date is not { } date)
            return new Criterion("Freshness", 0, 0, "It is not known when it was last changed");
        var days = Math.Max(0, now.DayNumber - date.DayNumber);
        var points = days switch { <= 365 => 15, <= 730 => 10, <= 1460 => 5, _ => 0 };
        var by = commit.Source == CommitSource.Files ? ", by the date of its newest file" : "";
        return new Criterion("Freshness", points, 15, $"Last changed {Ago(days)}{by}");
    }

    private static Criterion Tests(string? tests) =>
        tests is null ? new Criterion("Tests", 0, 10, "No tests") : new Criterion("Tests", 10, 10, $"There are tests: {Text.Clean(tests, 80)}");

    private static Criterion Ci(string? ci) => ci is null ? new Criterion("CI", 0, 5, "No continuous integration") : new Criterion("CI", 5, 5, $"There is {ci}");

    private static string Ago(int days) => days switch
    {
        0 => "today",
        < 60 => $"{Text.Plural(days, "day")} ago",
        < 730 => $"{days / 30} months ago",
        _ => $"{days / 365} years ago",
    };
}
