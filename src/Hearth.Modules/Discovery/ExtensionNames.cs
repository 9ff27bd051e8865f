using System.Text.Json;

namespace Hearth.Modules.Discovery;

/// <summary>How extensions are called.</summary>
public static class ExtensionNames
{
    /// <summary>The name of a class that does not give itself one: kebab-case, without its kind at the end.</summary>
    public static string FromClass(string name, ExtensionKind kind)
    {
        var suffix = ExtensionContract.Of(kind).Suffix;
        return JsonNamingPolicy.KebabCaseLower.ConvertName(name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name);
    }

    /// <summary>ASCII only: names are typed in workflows, on command lines and in addresses.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    /// <summary>
    /// Extensions of one kind with one name, whatever their case: each is refused, at its own place, with the places of all. Pure: for the extensions of everything
    /// that a program is made of, the workspace's own, those of plugins and the built-in ones.
    /// </summary>
    public static IEnumerable<SourceDiagnostic> Duplicates(IEnumerable<ExtensionDescriptor> extensions) => extensions
        .GroupBy(extension => (extension.Kind, extension.Name.ToLowerInvariant()))
        .Where(group => group.Count() > 1)
        .SelectMany(group => group.Select(extension => new SourceDiagnostic(Problems.DuplicateName, SourceSeverity.Error, extension.File, extension.Line, 1,
            $"The name '{extension.Name}' is taken by several {ExtensionContract.Of(extension.Kind).Word}s: {string.Join(", ", group.Select(Place))}.")));

    private static string Place(ExtensionDescriptor extension) => $"{extension.TypeName} ({extension.File}:{extension.Line})";
}
