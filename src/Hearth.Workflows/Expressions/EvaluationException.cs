using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Expressions;

/// <summary>An expression could not be evaluated with the values of a run. It fails the step, and its <see cref="Problem"/> says where and why.</summary>
public sealed class EvaluationException(Problem problem) : Exception(problem.ToString())
{
    /// <summary>Where in the workflow file, and what went wrong.</summary>
    public Problem Problem { get; } = problem;
}
