using System.Collections.Immutable;
using Hearth.Host.Definitions;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workflows.Definitions;
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
    public IEnumerable<Problem> Check() => Check(_ => true);

    /// <summary>What is wrong with how some workflows use them, and with those that they use: what they do not use does not matter to them.</summary>
    public IEnumerable<Problem> CheckFor(IReadOnlyCollection<WorkflowDefinition> workflows)
    {
        var steps = workflows.SelectMany(workflow => workflow.Steps).ToList();
        HashSet<ExtensionUse> used = [.. steps.Select(step => step.Store is { } store ? Stores.GetValueOrDefault(store.Value) : null).OfType<ExtensionUse>()];
        if (steps.Any(step => !step.With.References.Secrets.IsEmpty))
            used.Add(Vault);
        var reports = workflows.SelectMany(workflow => workflow.Reports).Select(report => (ExtensionKind.Report, report.Value));
        var broken = used.Select(use => (use == Vault ? ExtensionKind.Vault : ExtensionKind.Store, use.Name)).Concat(reports).Distinct()
            .SelectMany(use => Set?.ErrorsOf(use.Item1, use.Item2) ?? []).Distinct().Select(ProgramBuilder.Problem);
        return [.. Check(used.Contains), .. broken];
    }

    private IEnumerable<Problem> Check(Func<ExtensionUse, bool> isUsed) => Set is null ? []
        : [.. isUsed(Vault) ? Check(ExtensionKind.Vault, Vault) : [],
            .. Stores.Values.Where(isUsed).OrderBy(store => store.Position.Line).SelectMany(store => Check(ExtensionKind.Store, store))];

    private IEnumerable<Problem> Check(ExtensionKind kind, ExtensionUse use)
    {
        var names = Set!.Names(kind);
        if (!names.Contains(use.Name))
        {
            yield return At(use.Position, HostErrorIds.UnknownExtension, $"There is no {kind.ToString().ToLowerInvariant()} '{use.Name}'; there are {string.Join(", ", names)}", NearestName.Find(use.Name, names));
            yield break;
        }

        // What does not compile has its errors elsewhere.
        if (Set.Find(kind, use.Name) is not { } extension)
            yield break;
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
