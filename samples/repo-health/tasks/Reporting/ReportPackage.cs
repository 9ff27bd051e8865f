namespace RepoHealth;

/// <summary>A package in the report.</summary>
/// <param name="Issues">The reasons of the criteria that have not all points.</param>
public sealed record ReportPackage(
    int Index,
    string Name,
    string Path,
    int Score,
    string Grade,
    string? Description,
    string? Version,
    string? Licence,
    DateOnly? LastCommit,
    CommitSource LastCommitSource,
    int Files,
    long Bytes,
    IReadOnlyDictionary<string, int> Languages,
    int BrokenLinks,
    IReadOnlyList<string> Issues,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<BrokenLink> Broken,
    IReadOnlyList<string> Notes)
{
    public static ReportPackage Of(Inspection inspection, Scorecard score) => new(
        inspection.Index,
        inspection.Name,
        inspection.Path,
        score.Score,
        score.Grade,
        inspection.Manifest?.Description,
        inspection.Manifest?.Version,
        inspection.Licence.Found ?? inspection.Licence.Declared,
        inspection.LastCommit.Date,
        inspection.LastCommit.Source,
        inspection.Size.Files,
        inspection.Size.Bytes,
        inspection.Languages,
        inspection.Links.Broken,
        [.. score.Criteria.Where(criterion => criterion.Points < criterion.Of).Select(criterion => criterion.Reason)],
        score.Criteria,
        inspection.Links.Examples,
        inspection.Notes);
}
