using System.Collections.Immutable;
using Hearth.Modules;
using Hearth.Modules.Discovery;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Extensions;

/// <summary>All extensions of a program but its tasks: the workspace's own and the built-in ones. Immutable.</summary>
internal sealed class ExtensionSet
{
    private readonly ImmutableDictionary<(ExtensionKind, string), ExtensionEntry> _entries;

    private ExtensionSet(IEnumerable<ExtensionEntry> entries) => _entries = entries
        .Where(entry => entry.Descriptor.Kind != ExtensionKind.Task)
        // Of two that claim a name none can be had; that is a problem of its own.
        .GroupBy(entry => (entry.Descriptor.Kind, entry.Descriptor.Name.ToLowerInvariant())).Where(group => group.Count() == 1)
        .ToImmutableDictionary(group => (group.Key.Kind, group.First().Descriptor.Name), group => group.First());

    /// <summary>Only those that come with Hearth.</summary>
    public static ExtensionSet BuiltIn { get; } = new(OfHearth());

    /// <summary>With those of compiled code.</summary>
    public static ExtensionSet Of(IEnumerable<ExtensionDescriptor> extensions, CodeMessage code) =>
        new(extensions.Select(extension => new ExtensionEntry(extension, code)).Concat(OfHearth()));

    /// <summary>Those that claim a name that another has, among compiled code and what comes with Hearth.</summary>
    public static IEnumerable<SourceDiagnostic> Duplicates(IEnumerable<ExtensionDescriptor> extensions) =>
        ExtensionNames.Duplicates([.. extensions, .. BuiltInExtensions.Current.Extensions]);

    /// <summary>The extension with this name; null when there is none.</summary>
    public ExtensionEntry? Find(ExtensionKind kind, string name) => _entries.GetValueOrDefault((kind, name));

    /// <summary>The names of a kind.</summary>
    public IReadOnlyList<string> Names(ExtensionKind kind) =>
        [.. _entries.Keys.Where(key => key.Item1 == kind).Select(key => key.Item2).Order(StringComparer.Ordinal)];

    private static IEnumerable<ExtensionEntry> OfHearth() =>
        BuiltInExtensions.Current.Extensions.Select(extension => new ExtensionEntry(extension, BuiltInExtensions.Current.Code));
}
