using System.Collections.Immutable;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;
using Hearth.Workflows.Validation;

namespace Hearth.Host.Extensions;

/// <summary>The extensions that there are, and how <c>hearth.yaml</c> sets them up. Immutable: a run keeps what it started with.</summary>
/// <param name="Set">What there is; null where the code does not compile.</param>
/// <param name="Vault">The vault.</param>
/// <param name="Stores">The stores, by the names that workflows use.</param>
internal sealed record WorkspaceExtensions(ExtensionSet? Set, ExtensionUse Vault, ImmutableDictionary<string, ExtensionUse> Stores)
{
    /// <summary>For a run that is only to be ended.</summary>
    public static WorkspaceExtensions None { get; } = new(ExtensionSet.BuiltIn, WorkspaceSettings.UsualVault, ImmutableDictionary<string, ExtensionUse>.Empty);

    /// <summary>The names that workflows may use.</summary>
    public KnownNames Names => new([.. Stores.Keys], Set?.Names(ExtensionKind.Report));

    /// <summary>What is wrong with how they are set up.</summary>
    public IEnumerable<Problem> Check() => Set is null ? []
        : [.. Check(ExtensionKind.Vault, Vault), .. Stores.OrderBy(store => store.Value.Position.Line).SelectMany(store => Check(ExtensionKind.Store, store.Value))];

    private IEnumerable<Problem> Check(ExtensionKind kind, ExtensionUse use)
    {
        if (Set!.Find(kind, use.Name) is not { } extension)
        {
            var names = Set.Names(kind);
            yield return At(use.Position, HostErrorIds.UnknownExtension, $"There is no {kind.ToString().ToLowerInvariant()} '{use.Name}'; there are {string.Join(", ", names)}", NearestName.Find(use.Name, names));
            yield break;
        }

        var schema = extension.Configuration;
        foreach (var (key, position) in use.Keys.Where(key => schema.Property(key.Key) is null))
            yield return At(position, ProblemIds.UnknownKey, $"The {extension.Title} has no setting '{InYaml(key)}'", NearestName.Find(InYaml(key), schema.Properties.Keys.Select(InYaml)));
        foreach (var violation in SchemaValidator.Validate(schema, use.Configuration))
        {
            var key = violation.Path.TrimStart('$', '.').Split('.', '[')[0];
            if (key.Length == 0 || schema.Property(key) is not null)
                yield return At(use.Keys.GetValueOrDefault(key, use.Position), ProblemIds.TypeMismatch, $"{(key.Length == 0 ? "" : $"'{InYaml(key)}' of ")}the {extension.Title}: {violation.Message}");
        }
    }

    private static string InYaml(string key) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(key);

    private static Problem At(SourcePosition position, string id, string message, string? suggestion = null) =>
        new(id, Workspace.SettingsName, Math.Max(1, position.Line), Math.Max(1, position.Column), message, suggestion);
}
