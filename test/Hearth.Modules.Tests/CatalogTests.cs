using Hearth.Modules.Catalogs;

namespace Hearth.Modules.Tests;

public sealed class CatalogTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_extension_goes_through_its_states_and_keeps_its_times()
    {
        var rows = Catalog.Reconcile([], Scan([Team("1", CatalogState.Compiled)]), Start);
        Assert.Equal(new CatalogRow(ExtensionKind.Vault, "team", "tasks/Team.cs", "1", CatalogState.Compiled, null, Start, Start, Start), Assert.Single(rows));

        rows = Catalog.Reconcile(rows, Scan([Team("2", CatalogState.Compiled)]), At(1));
        Assert.Equal(("2", Start, At(1), Start), (rows[0].Fingerprint, rows[0].FirstSeen, rows[0].Changed, rows[0].Since));

        rows = Catalog.Reconcile(rows, Scan([], faults: [new CatalogFault("tasks/Team.cs", CatalogState.CompileFailed, "CS1002")], complete: false), At(2));
        Assert.Equal((CatalogState.CompileFailed, "CS1002", "2", At(2)), (rows[0].State, rows[0].Error, rows[0].Fingerprint, rows[0].Since));

        rows = Catalog.Reconcile(rows, Scan([]), At(3));
        Assert.Equal((CatalogState.Removed, null, At(3)), (rows[0].State, rows[0].Error, rows[0].Since));

        rows = Catalog.Reconcile(rows, Scan([], files: []), At(4));
        Assert.Equal(CatalogState.Orphaned, rows[0].State);

        rows = Catalog.Reconcile(rows, Scan([Team("2", CatalogState.Compiled)]), At(5));
        Assert.Equal((CatalogState.Compiled, Start, At(1), At(5)), (rows[0].State, rows[0].FirstSeen, rows[0].Changed, rows[0].Since));
    }

    [Fact]
    public void What_does_not_compile_does_not_remove_what_other_files_have()
    {
        var rows = Catalog.Reconcile([], Scan([Team("1", CatalogState.Compiled)]), Start);

        Assert.Equal(rows.AsEnumerable(), Catalog.Reconcile(rows, Scan([], faults: [new CatalogFault("tasks/Other.cs", CatalogState.CompileFailed, "CS1002")], complete: false), At(1)));
    }

    [Fact]
    public void Two_that_claim_one_name_have_a_row_each()
    {
        var rows = Catalog.Reconcile([], Scan(
            [Team("1", CatalogState.ValidationFailed), Team("1", CatalogState.ValidationFailed) with { Name = "TEAM", Path = "plugins/a/A.dll" }], files: ["tasks/Team.cs", "plugins/a/A.dll"]), Start);

        Assert.Equal(["TEAM plugins/a/A.dll", "team tasks/Team.cs"], rows.Select(row => $"{row.Name} {row.Path}"));
    }

    [Fact]
    public void What_is_gone_is_forgotten_after_a_while()
    {
        var rows = Catalog.Reconcile(Catalog.Reconcile([], Scan([Team("1", CatalogState.Compiled)]), Start), Scan([]), At(1));

        Assert.Single(Catalog.Reconcile(rows, Scan([]), At(1) + Catalog.Remembered));
        Assert.Empty(Catalog.Reconcile(rows, Scan([]), At(2) + Catalog.Remembered));
    }

    internal static DateTimeOffset At(int minutes) => Start.AddMinutes(minutes);

    private static CatalogFinding Team(string fingerprint, CatalogState state) => new(ExtensionKind.Vault, "team", "tasks/Team.cs", fingerprint, state);

    private static CatalogScan Scan(CatalogFinding[] found, CatalogFault[]? faults = null, string[]? files = null, bool complete = true) =>
        new([.. found], [.. faults ?? []], [.. files ?? ["tasks/Team.cs", "tasks/Other.cs"]], complete);
}
