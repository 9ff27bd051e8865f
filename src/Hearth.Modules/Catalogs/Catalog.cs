using System.Collections.Immutable;

namespace Hearth.Modules.Catalogs;

/// <summary>What is known of all extensions, over time. Pure.</summary>
public static class Catalog
{
    /// <summary>How long rows of extensions that are gone are kept.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>The rows after a look at the workspace. The same look twice changes nothing.</summary>
    /// <param name="previous">The rows before.</param>
    /// <param name="scan">What was found.</param>
    /// <param name="now">The time.</param>
    /// <returns>By kind, name and path.</returns>
    public static ImmutableArray<CatalogRow> Reconcile(IReadOnlyCollection<CatalogRow> previous, CatalogScan scan, DateTimeOffset now)
    {
        var before = previous.DistinctBy(Key).ToDictionary(Key);
        var found = scan.Found.DistinctBy(Key).ToDictionary(Key);
        var faults = scan.Faults.DistinctBy(fault => fault.Path).ToDictionary(fault => fault.Path);
        return
        [
            .. found.Select(entry => Found(before.GetValueOrDefault(entry.Key), entry.Value, now))
                .Concat(before.Where(entry => !found.ContainsKey(entry.Key)).Select(entry => Missing(entry.Value, scan, faults, now)))
                .Where(row => !(IsGone(row.State) && now - row.Since > Remembered))
                .OrderBy(row => row.Kind).ThenBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether the extension is not there any more.</summary>
    public static bool IsGone(CatalogState state) => state is CatalogState.Orphaned or CatalogState.Removed;

    private static CatalogRow Found(CatalogRow? before, CatalogFinding finding, DateTimeOffset now)
    {
        if (before is null)
            return new CatalogRow(finding.Kind, finding.Name, finding.Path, finding.Fingerprint, finding.State, finding.Error, now, now, now);
        // What does not compile keeps the fingerprint of what last did.
        var fingerprint = finding.Fingerprint ?? before.Fingerprint;
        return InState(before with { Name = finding.Name, Fingerprint = fingerprint, Changed = fingerprint == before.Fingerprint ? before.Changed : now }, finding.State, finding.Error, now);
    }

    private static CatalogRow Missing(CatalogRow before, CatalogScan scan, Dictionary<string, CatalogFault> faults, DateTimeOffset now)
    {
        if (!scan.Files.Contains(before.Path))
            return InState(before, CatalogState.Orphaned, null, now);
        if (faults.TryGetValue(before.Path, out var fault))
            return before.State == CatalogState.Removed ? before : InState(before, fault.State, fault.Error, now);
        return scan.IsComplete ? InState(before, CatalogState.Removed, null, now) : before;
    }

    private static CatalogRow InState(CatalogRow row, CatalogState state, string? error, DateTimeOffset now) =>
        row with { State = state, Error = error, Since = row.State == state ? row.Since : now };

    private static (ExtensionKind Kind, string Name, string Path) Key(CatalogRow row) => (row.Kind, row.Name.ToLowerInvariant(), row.Path);

    private static (ExtensionKind Kind, string Name, string Path) Key(CatalogFinding finding) => (finding.Kind, finding.Name.ToLowerInvariant(), finding.Path);
}
