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
            return step.Boolean("cache") == true ? new CacheDefinition(problems.File, node.Position, [], []) : null;
        if (node is not YamlMapping mapping)
        {
            step.WrongType("cache", "true, false or a mapping", node);
            return null;
        }

        var reader = new MappingReader(mapping, WorkflowKeys.Cache.Names, WorkflowKeys.Cache.Owner, problems);
        return new CacheDefinition(problems.File, mapping.Position, Files(reader, problems),
            [.. reader.Texts("environment").Select(name => name.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private static ImmutableArray<ValueTemplate> Files(MappingReader reader, ProblemCollector problems)
    {
        var templates = ImmutableArray.CreateBuilder<ValueTemplate>();
        foreach (var path in reader.Texts("files"))
        {
            var template = ValueTemplate.Parse(path, problems);
            CheckWritten(path, template, problems);
            templates.Add(template);
        }

        return templates.ToImmutable();
    }

    /// <summary>What is written in the file stays in the workspace, so that it means the same wherever that lies; what expressions give may lead anywhere.</summary>
    private static void CheckWritten(YamlScalar path, ValueTemplate template, ProblemCollector problems)
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
            problems.Add(ProblemIds.InvalidValue, path.Position, "'files' has an empty path");
        else if (whole.StartsWith('/') || whole.StartsWith('\\') || whole.StartsWith("~/", StringComparison.Ordinal) || (whole.Length > 1 && char.IsAsciiLetter(whole[0]) && whole[1] == ':'))
            problems.Add(ProblemIds.CacheOutside, path.Position, $"'{path.Value}' is absolute; write it from the workspace's folder, or give it by an input");
        else if (segments.Contains(".."))
            problems.Add(ProblemIds.CacheOutside, path.Position, $"'{path.Value}' may lead out of the workspace; give the folder by an input");
        else if (segments.FirstOrDefault(segment => segment != "**" && segment.Contains("**", StringComparison.Ordinal)) is { } mixed)
            problems.Add(ProblemIds.InvalidValue, path.Position, $"'**' stands for folders, alone between two '/'; found '{mixed}'");
    }
}
