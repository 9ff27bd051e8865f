using System.Text;

namespace Hearth.Modules.Projects;

/// <summary>The properties of a project file, in the order of the file: those set so far are seen by what follows. Not safe for use from several threads.</summary>
internal sealed class ProjectProperties(string projectPath)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MSBuildProjectDirectory"] = Path.GetDirectoryName(projectPath)!,
        ["MSBuildThisFileDirectory"] = Path.GetDirectoryName(projectPath)! + Path.DirectorySeparatorChar,
        ["MSBuildProjectName"] = Path.GetFileNameWithoutExtension(projectPath),
        ["MSBuildProjectFullPath"] = projectPath,
        ["TargetFramework"] = "net10.0",
        ["Configuration"] = "Release",
        ["NoWarn"] = "1701;1702",
    };

    public string? this[string name] => _values.GetValueOrDefault(name);

    public void Set(string name, string value) => _values[name] = Expand(value);

    /// <summary>Puts values in the place of <c>$(Name)</c>; what is not set is empty, as for MSBuild.</summary>
    public string Expand(string text)
    {
        var start = text.IndexOf("$(", StringComparison.Ordinal);
        if (start < 0)
            return text.Trim();
        var expanded = new StringBuilder();
        var position = 0;
        while (start >= 0 && text.IndexOf(')', start) is var end and >= 0)
        {
            expanded.Append(text, position, start - position).Append(_values.GetValueOrDefault(text[(start + 2)..end].Trim(), ""));
            position = end + 1;
            start = text.IndexOf("$(", position, StringComparison.Ordinal);
        }

        return expanded.Append(text, position, text.Length - position).ToString().Trim();
    }

    public bool IsTrue(string name) => this[name] is { } value
        && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("enable", StringComparison.OrdinalIgnoreCase));

    /// <summary>The elements of a list that is separated by semicolons.</summary>
    public static IEnumerable<string> List(string? text) =>
        text?.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Evaluates <c>'a' == 'b'</c> and <c>'a' != 'b'</c>.</summary>
    /// <returns>Null for a condition of another form.</returns>
    public bool? Condition(string condition)
    {
        foreach (var (operation, expected) in new[] { ("==", true), ("!=", false) })
        {
            var parts = Expand(condition).Split(operation, StringSplitOptions.TrimEntries);
            if (parts is [['\'', .. var left, '\''], ['\'', .. var right, '\'']] && !left.Contains('\'') && !right.Contains('\''))
                return left.Equals(right, StringComparison.OrdinalIgnoreCase) == expected;
        }

        return null;
    }
}
