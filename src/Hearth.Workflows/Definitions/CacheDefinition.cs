using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>The results of a step may stand for later executions with the same code, input, files, folders and environment variables.</summary>
/// <param name="File">The workflow's file.</param>
/// <param name="Position">Where it stands.</param>
public sealed record CacheDefinition(string File, SourcePosition Position)
{
    /// <summary>The files that the task reads beside its input: paths and patterns.</summary>
    public ImmutableArray<ValueTemplate> Files { get; init; } = [];

    /// <summary>The folders of which it reads what is in them and below, by name: paths and patterns.</summary>
    public ImmutableArray<ValueTemplate> Folders { get; init; } = [];

    /// <summary>Names, with * and ?, of files and folders that are passed over.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>The environment variables that it reads.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>The steps that its expressions read.</summary>
    public IEnumerable<string> Steps => Paths.SelectMany(path => path.References.Steps);

    /// <summary>All its expressions.</summary>
    public IEnumerable<ValueTemplate> Paths => Files.Concat(Folders);

    /// <summary>The paths and patterns of files of one execution, each once. An expression may give one, a list, or null for none.</summary>
    /// <exception cref="EvaluationException">An expression has no value here, or gives something else.</exception>
    public ImmutableArray<string> EvaluateFiles(IEvaluationScope scope) => Evaluate(Files, scope);

    /// <summary>The same of folders.</summary>
    /// <exception cref="EvaluationException">An expression has no value here, or gives something else.</exception>
    public ImmutableArray<string> EvaluateFolders(IEvaluationScope scope) => Evaluate(Folders, scope);

    private ImmutableArray<string> Evaluate(ImmutableArray<ValueTemplate> templates, IEvaluationScope scope)
    {
        var paths = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var template in templates)
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
                    $"'files' and 'folders' take paths, but found {value.ValueKind.ToString().ToLowerInvariant()}"));
        }
    }
}
