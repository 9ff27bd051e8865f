namespace Hearth.Workflows.Problems;

/// <summary>Something wrong at a place in a file. <see cref="Id"/> is stable and explained in docs/reference/errors.</summary>
/// <param name="Id">One of <see cref="ProblemIds"/>.</param>
/// <param name="File">The file as it was given; for a command line, what stands for it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Suggestion">The nearest valid name, or null.</param>
public sealed record Problem(string Id, string File, int Line, int Column, string Message, string? Suggestion = null)
{
    /// <summary>An error, unless it is said to be less.</summary>
    public ProblemSeverity Severity { get; init; }

    /// <summary>One line, as compilers print it.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Id}: {Message}{(Suggestion is null ? "" : $" (did you mean '{Suggestion}'?)")}";
}
