using FsCheck;
using FsCheck.Fluent;
using Hearth.Modules.Catalogs;

namespace Hearth.Modules.Tests;

/// <summary>Whatever happens to the files, in whatever order, the catalog stays true to it.</summary>
public sealed class CatalogProperties
{
    private static readonly string[] Names = ["a", "A", "b"], Paths = ["tasks/A.cs", "tasks/B.cs", "plugins/p/P.dll"], Prints = ["1", "2"];

    private static readonly Gen<CatalogFinding> Findings =
        from kind in Gen.Elements(Enum.GetValues<ExtensionKind>())
        from name in Gen.Elements(Names)
        from path in Gen.Elements(Paths)
        from print in Gen.Elements([.. Prints, null!])
        from state in Gen.Elements(CatalogState.Indexed, CatalogState.Compiled, CatalogState.ValidationFailed)
        select new CatalogFinding(kind, name, path, print, state, state == CatalogState.ValidationFailed ? "refused" : null);

    private static readonly Gen<CatalogFault> Faults =
        from path in Gen.Elements(Paths)
        from state in Gen.Elements(CatalogState.CompileFailed, CatalogState.Unreadable)
        select new CatalogFault(path, state, "broken");

    private static readonly Gen<CatalogScan> Scans =
        from found in Gen.ListOf(Findings)
        from faults in Gen.ListOf(Faults)
        from files in Gen.SubListOf(Paths)
        from complete in Gen.Elements(true, false)
        select new CatalogScan([.. found], [.. faults], [.. files, .. found.Select(finding => finding.Path)], complete);

    [Fact]
    public void Holds_after_any_history() => Prop.ForAll(Gen.ListOf(Scans).ToArbitrary(), scans =>
    {
        IReadOnlyList<CatalogRow> rows = [];
        foreach (var (scan, minute) in scans.Select((scan, index) => (scan, index)))
        {
            var next = Catalog.Reconcile(rows, scan, CatalogTests.At(minute));
            Check(rows, scan, next, minute);
            rows = next;
        }
    }).QuickCheckThrowOnFailure();

    private static void Check(IReadOnlyList<CatalogRow> before, CatalogScan scan, IReadOnlyList<CatalogRow> after, int minute)
    {
        var now = CatalogTests.At(minute);

        // The same look again changes nothing, times included.
        Assert.Equal(after, Catalog.Reconcile(after, scan, CatalogTests.At(minute + 1)));
        // A row each, and each in order of time.
        Assert.Equal(after.Count, after.Select(Key).Distinct().Count());
        Assert.All(after, row => Assert.True(row.FirstSeen <= row.Changed && row.FirstSeen <= row.Since && row.Since <= now && row.Changed <= now));
        // All that was found is there as it was found; nothing that was known is lost.
        Assert.All(scan.Found.DistinctBy(Key), finding => Assert.Equal((finding.State, finding.Error), after.Where(row => Key(row) == Key(finding)).Select(row => (row.State, row.Error)).Single()));
        Assert.Superset(before.Select(Key).ToHashSet(), after.Select(Key).ToHashSet());

        var found = scan.Found.Select(Key).ToHashSet();
        foreach (var row in after)
        {
            var old = before.SingleOrDefault(candidate => Key(candidate) == Key(row));
            Assert.Equal(old?.FirstSeen ?? now, row.FirstSeen);
            Assert.Equal(old is null || old.State != row.State ? now : old.Since, row.Since);
            if (!found.Contains(Key(row)))
                Assert.True(scan.Files.Contains(row.Path) ? row.State != CatalogState.Orphaned || old!.State == CatalogState.Orphaned : row.State == CatalogState.Orphaned);
        }
    }

    private static (ExtensionKind, string, string) Key(CatalogRow row) => (row.Kind, row.Name.ToLowerInvariant(), row.Path);

    private static (ExtensionKind, string, string) Key(CatalogFinding finding) => (finding.Kind, finding.Name.ToLowerInvariant(), finding.Path);
}
