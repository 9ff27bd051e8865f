using System.Collections.Immutable;

namespace Hearth.Modules.Discovery;

/// <summary>Names of extensions within one program.</summary>
internal static class ExtensionNames
{
    /// <summary>An error at each extension whose name another of its kind has too; all places are named.</summary>
    public static ImmutableArray<SourceDiagnostic> Duplicates(IEnumerable<ExtensionDescriptor> extensions) =>
    [
        .. extensions.GroupBy(extension => (extension.Kind, extension.Name.ToLowerInvariant())).Where(group => group.Count() > 1)
            .SelectMany(group => group.Select(extension => new SourceDiagnostic(Problems.DuplicateTaskName, SourceSeverity.Error, extension.File, extension.Line, 1,
                $"The name '{extension.Name}' is taken by several tasks: {string.Join(", ", group.Select(other => $"{other.TypeName} ({other.File}:{other.Line})"))}."))),
    ];
}
