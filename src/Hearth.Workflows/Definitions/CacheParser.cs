using System.Collections.Immutable;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads <c>cache</c> of a step.</summary>
internal static class CacheParser
{
    /// <returns>Null where results are not kept, and after an error, which is reported.</returns>
    public static CacheDefinition? Parse(MappingReader step, YamlNode node, ProblemCollector problems)
    {
        if (node is YamlScalar)
            return step.Boolean("cache") == true ? new CacheDefinition(problems.File, node.Position) : null;
        if (node is not YamlMapping mapping)
        {
            step.WrongType("cache", "true, false or a mapping", node);
            return null;
        }

        var reader = new MappingReader(mapping, WorkflowKeys.Cache.Names, WorkflowKeys.Cache.Owner, problems);
        return new CacheDefinition(problems.File, mapping.Position)
        {
            Files = Paths("files", reader, problems),
            Folders = Paths("folders", reader, problems),
            Exclude = Excluded(reader, problems),
            Environment = Sorted(reader.Texts("environment")),
        };
    }

    private static ImmutableArray<string> Sorted(IEnumerable<YamlScalar> names) => [.. names.Select(name => name.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static ImmutableArray<string> Excluded(MappingReader reader, ProblemCollector problems)
    {
        var names = reader.Texts("exclude").ToList();
        foreach (var name in names)
            if (name.Value.Length == 0 || name.Value.AsSpan().IndexOfAny('/', '\\') >= 0 || name.Value.Contains("**", StringComparison.Ordinal) || name.Value.Contains("${{", StringComparison.Ordinal))
                problems.Add(ProblemIds.InvalidValue, name.Position, $"'exclude' takes names such as bin or *.log, not paths; found '{name.Value}'");
        return Sorted(names);
    }

    private static ImmutableArray<ValueTemplate> Paths(string key, MappingReader reader, ProblemCollector problems)
    {
        var templates = ImmutableArray.CreateBuilder<ValueTemplate>();
        foreach (var path in reader.Texts(key))
        {
            var template = ValueTemplate.Parse(path, problems);
            CheckWritten(key, path, template, problems);
            templates.Add(template);
        }

        return templates.ToImmutable();
    }

    /// <summary>What is written in the file stays in the workspace, so that it means the same wherever that lies; what expressions give may lead anywhere.</summary>
    private static void CheckWritten(string key, YamlScalar path, ValueTemplate template, ProblemCollector problems)
    {
        string[] written = template.Root switch
        {
            ConstantNode => [path.Value],
            TextNode text => [.. text.Parts.Select(part => part.Text ?? "${{")],
            _ => [],
        };
        var whole = string.Concat(written);
        var segments = whole.Split('/');
        if (written.Length > 0 && whole.Trim().Length == 0)
            problems.Add(ProblemIds.InvalidValue, path.Position, $"'{key}' has an empty path");
        else if (whole.StartsWith('/') || whole.StartsWith('\\') || whole.StartsWith("~/", StringComparison.Ordinal) || (whole.Length > 1 && char.IsAsciiLetter(whole[0]) && whole[1] == ':'))
            problems.Add(ProblemIds.CacheOutside, path.Position, $"'{path.Value}' is absolute; write it from the workspace's folder, or give it by an input");
        else if (segments.Contains(".."))
            problems.Add(ProblemIds.CacheOutside, path.Position, $"'{path.Value}' may lead out of the workspace; give the folder by an input");
        else if (segments.FirstOrDefault(segment => segment != "**" && segment.Contains("**", StringComparison.Ordinal)) is { } mixed)
            problems.Add(ProblemIds.InvalidValue, path.Position, $"'**' stands for folders, alone between two '/'; found '{mixed}'");
    }
}
