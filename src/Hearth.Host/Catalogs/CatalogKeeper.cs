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

    /// <summary>Takes in the newest program.</summary>
    public void Note(CompiledProgram program)
    {
        try
        {
            store.Update(records =>
            {
                ImmutableArray<CatalogRow> before = [.. records.Select(CatalogRecords.Row)];
                return [.. Catalog.Reconcile(before, Scan(program, before), time.GetUtcNow()).Select(CatalogRecords.Record)];
            });
        }
        catch (StoreException)
        {
            // The catalog is knowledge beside a run. Whatever keeps it from being written, the run's own log meets and reports.
        }
    }

    private CatalogScan Scan(CompiledProgram program, ImmutableArray<CatalogRow> before)
    {
        var builtIn = BuiltInExtensions.Current;
        var clashes = ExtensionSet.Clashes(program.Extensions).ToList();
        ImmutableArray<CatalogFinding> found =
        [
            .. program.Extensions.Select(extension => Finding(extension, program.ModuleOf(extension)?.LoadKey.ToString(), program.ErrorsOf(extension))),
            .. builtIn.Extensions.Select(extension => Finding(extension, builtIn.Fingerprint.ToString(), [])),
        ];
        return new CatalogScan(found, Faults(program, before),
            [.. before.Select(row => row.Path).Concat(found.Select(finding => finding.Path)).Distinct().Where(IsThere)], program.Succeeded || !program.Modules.IsEmpty);

        CatalogFinding Finding(ExtensionDescriptor extension, string? fingerprint, ImmutableArray<SourceDiagnostic> errors)
        {
            var clash = clashes.FirstOrDefault(other => other.File == extension.File && other.Line == extension.Line && other.Message.StartsWith($"The name '{extension.Name}' ", StringComparison.Ordinal));
            return (clash ?? errors.FirstOrDefault()) is { } error
                ? new CatalogFinding(extension.Kind, extension.Name, extension.File, fingerprint, StateOf(error.Id), error.ToString())
                : new CatalogFinding(extension.Kind, extension.Name, extension.File, fingerprint, fingerprint is null ? CatalogState.Indexed : CatalogState.Compiled);
        }
    }

    /// <summary>An error of a file is one of the extensions in it; one of the project is one of all.</summary>
    private static ImmutableArray<CatalogFault> Faults(CompiledProgram program, ImmutableArray<CatalogRow> before)
    {
        var errors = program.Diagnostics.Where(diagnostic => diagnostic.Severity == SourceSeverity.Error).ToList();
        var own = errors.Where(error => before.Any(row => row.Path == error.File));
        var ofAll = errors.Where(error => !error.File.EndsWith(".cs", StringComparison.Ordinal)).Take(1)
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
