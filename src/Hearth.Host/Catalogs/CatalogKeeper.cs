using System.Collections.Immutable;
using Hearth.Host.Extensions;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Modules.Catalogs;
using Hearth.Store;

namespace Hearth.Host.Catalogs;

/// <summary>Keeps the catalog true to what was compiled. Safe for use from several threads.</summary>
internal sealed class CatalogKeeper(Workspace workspace, CatalogStore store, TimeProvider time)
{
    private const string Unreadable = "HEARTH2017", UnreadableAssembly = "HEARTH2031";

    /// <summary>Takes in what came of a compilation.</summary>
    public void Note(CompileResult result)
    {
        try
        {
            store.Update(records =>
            {
                ImmutableArray<CatalogRow> before = [.. records.Select(CatalogRecords.Row)];
                return [.. Catalog.Reconcile(before, Scan(result, before), time.GetUtcNow()).Select(CatalogRecords.Record)];
            });
        }
        catch (StoreException)
        {
            // The catalog is knowledge beside a run. Whatever keeps it from being written, the run's own log meets and reports.
        }
    }

    private CatalogScan Scan(CompileResult result, ImmutableArray<CatalogRow> before)
    {
        var builtIn = BuiltInExtensions.Current;
        var refused = ExtensionSet.Duplicates(result.Code?.Tasks ?? []).ToLookup(duplicate => (duplicate.File, duplicate.Line), duplicate => duplicate.Message);
        ImmutableArray<CatalogFinding> found =
        [
            .. (result.Code?.Tasks ?? []).Select(extension => Finding(extension, result.Code!.LoadKey.ToString())),
            .. builtIn.Extensions.Select(extension => Finding(extension, builtIn.Fingerprint.ToString())),
        ];
        return new CatalogScan(found, Faults(result, before),
            [.. before.Select(row => row.Path).Concat(found.Select(finding => finding.Path)).Distinct().Where(IsThere)], result.Code is not null);

        CatalogFinding Finding(ExtensionDescriptor extension, string fingerprint) =>
            refused[(extension.File, extension.Line)].FirstOrDefault(message => message.Contains(extension.TypeName, StringComparison.Ordinal) && message.Contains($"'{extension.Name}'", StringComparison.OrdinalIgnoreCase)) is { } message
                ? new CatalogFinding(extension.Kind, extension.Name, extension.File, fingerprint, CatalogState.ValidationFailed, message)
                : new CatalogFinding(extension.Kind, extension.Name, extension.File, fingerprint, CatalogState.Compiled);
    }

    /// <summary>An error of a file is one of the extensions in it; one of the project is one of all.</summary>
    private static ImmutableArray<CatalogFault> Faults(CompileResult result, ImmutableArray<CatalogRow> before)
    {
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == SourceSeverity.Error).ToList();
        var own = errors.Where(error => before.Any(row => row.Path == error.File));
        var ofAll = errors.Where(error => !error.File.EndsWith(".cs", StringComparison.Ordinal) && before.All(row => row.Path != error.File)).Take(1)
            .SelectMany(error => before.Select(row => row.Path).Distinct().Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => error with { File = path }));
        return [.. own.Concat(ofAll).Select(error => new CatalogFault(error.File, StateOf(error.Id), $"{error.Id}: {error.Message}"))];
    }

    private static CatalogState StateOf(string id) => id switch
    {
        Unreadable or UnreadableAssembly => CatalogState.Unreadable,
        _ when id.StartsWith("HEARTH200", StringComparison.Ordinal) || id.StartsWith("HEARTH203", StringComparison.Ordinal) => CatalogState.ValidationFailed,
        _ => CatalogState.CompileFailed,
    };

    private bool IsThere(string path) => path.StartsWith("built-in/", StringComparison.Ordinal) || File.Exists(Path.Combine(workspace.Root, path));
}
