namespace RepoHealth;

/// <summary>The whole report, as it is in <c>report.json</c>; the packages in the order in which they were found.</summary>
/// <param name="Generated">The date that ages are counted from.</param>
/// <param name="Folder">The folder or list, as it was given.</param>
/// <param name="Notes">What could not be looked at.</param>
public sealed record ReportDocument(
    DateOnly Generated, string Title, string Folder, ReportSummary Summary, IReadOnlyList<ReportPackage> Packages, IReadOnlyList<string> Notes);
