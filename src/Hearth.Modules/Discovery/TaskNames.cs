using System.Text.Json;

namespace Hearth.Modules.Discovery;

/// <summary>How tasks are called.</summary>
internal static class TaskNames
{
    private const string Suffix = "Task";

    /// <summary>The name of a class without <c>[Task]</c>: kebab-case, without a final <c>Task</c>.</summary>
    public static string FromClass(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name);

    /// <summary>ASCII only: names are typed in workflows, on command lines and in addresses.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
