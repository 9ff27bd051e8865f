namespace RepoHealth;

/// <summary>The figures of all packages.</summary>
/// <param name="Licensed">Packages with a licence that is recognised or declared.</param>
/// <param name="Stale">Packages that were last changed more than two years ago.</param>
/// <param name="Grades">How many packages have each grade; all grades are there.</param>
public sealed record ReportSummary(int Packages, double AverageScore, int Licensed, int Stale, int WithBrokenLinks, int BrokenLinks, IReadOnlyDictionary<string, int> Grades)
{
    public static readonly IReadOnlyList<string> AllGrades = ["A", "B", "C", "D", "F"];

    public static ReportSummary Of(IReadOnlyList<ReportPackage> packages, DateOnly now) => new(
        packages.Count,
        packages.Count == 0 ? 0 : Math.Round(packages.Average(package => package.Score), 1),
        packages.Count(package => package.Licence is not null),
        packages.Count(package => package.LastCommit < now.AddYears(-2)),
        packages.Count(package => package.BrokenLinks > 0),
        packages.Sum(package => package.BrokenLinks),
        AllGrades.ToDictionary(grade => grade, grade => packages.Count(package => package.Grade == grade)));
}
