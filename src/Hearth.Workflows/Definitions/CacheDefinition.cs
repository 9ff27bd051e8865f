using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>The results of a step may stand for later executions with the same code, input, files and environment variables.</summary>
/// <param name="File">The workflow's file.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Files">The files that the task reads beside its input: paths and patterns.</param>
/// <param name="Environment">The environment variables that it reads.</param>
public sealed record CacheDefinition(string File, SourcePosition Position, ImmutableArray<ValueTemplate> Files, ImmutableArray<string> Environment)
{
    /// <summary>The steps that its expressions read.</summary>
    public IEnumerable<string> Steps => Files.SelectMany(file => file.References.Steps);

    /// <summary>The paths and patterns of one execution, each once. An expression may give one, a list, or null for none.</summary>
    /// <exception cref="EvaluationException">An expression has no value here, or gives something else.</exception>
    public ImmutableArray<string> EvaluateFiles(IEvaluationScope scope)
    {
        var paths = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var template in Files)
            Add(template.Evaluate(scope), template, paths);
        return [.. paths];
    }

    private void Add(JsonElement value, ValueTemplate template, ImmutableSortedSet<string>.Builder paths)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString() is { Length: > 0 } path && !path.Contains('\0'):
                paths.Add(path);
                break;
            case JsonValueKind.String or JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                    Add(element, template, paths);
                break;
            default:
                throw new EvaluationException(new Problem(ProblemIds.TypeAtRunTime, File, template.Position.Line, template.Position.Column,
                    $"'files' takes paths, but found {value.ValueKind.ToString().ToLowerInvariant()}"));
        }
    }
}
