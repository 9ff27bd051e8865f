using System.Text.Json;
using Hearth.Modules;
using Hearth.Modules.Catalogs;
using Hearth.Store;

namespace Hearth.Host.Catalogs;

/// <summary>Between the catalog's rows and what the store keeps of them.</summary>
internal static class CatalogRecords
{
    public static CatalogRow Row(CatalogRecord record) => new(Kind(record.Kind), record.Name, record.Path, record.Fingerprint, State(record.State), record.Error,
        record.FirstSeen, record.Changed, record.Since);

    public static CatalogRecord Record(CatalogRow row) => new(row.Kind.ToString().ToLowerInvariant(), row.Name, row.Path, row.Fingerprint, Word(row.State), row.Error,
        row.FirstSeen, row.Changed, row.Since);

    private static string Word(CatalogState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    private static ExtensionKind Kind(string word) => Enum.Parse<ExtensionKind>(word, ignoreCase: true);

    private static CatalogState State(string word) => Enum.Parse<CatalogState>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
