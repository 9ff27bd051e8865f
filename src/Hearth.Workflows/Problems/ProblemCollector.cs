using System.Collections.Immutable;

namespace Hearth.Workflows.Problems;

/// <summary>Collects the problems of one file while it is read. Not safe for use from several threads.</summary>
public sealed class ProblemCollector(string file)
{
    private readonly List<Problem> _problems = [];

    /// <summary>The file that is read.</summary>
    public string File { get; } = file;

    /// <summary>How many problems there are so far.</summary>
    public int Count => _problems.Count;

    /// <summary>Adds a problem at a position of the file.</summary>
    public void Add(string id, SourcePosition position, string message, string? suggestion = null) =>
        _problems.Add(new Problem(id, File, position.Line, position.Column, message, suggestion));

    /// <summary>Adds problems that were found elsewhere.</summary>
    public void AddRange(IEnumerable<Problem> problems) => _problems.AddRange(problems);

    /// <summary>All problems, by place.</summary>
    public ImmutableArray<Problem> ToImmutable() =>
        [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ThenBy(problem => problem.Id, StringComparer.Ordinal)];
}
