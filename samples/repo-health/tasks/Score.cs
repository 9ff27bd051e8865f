using Hearth;

namespace RepoHealth;

/// <summary>Gives each package a score from 0 to 100 and a grade, by weighted criteria.</summary>
public sealed class Score : ITask<Score.Input, IReadOnlyList<Scorecard>>
{
    /// <param name="Now">The date that ages are counted from.</param>
    public sealed record Input(DateOnly Now, IReadOnlyList<Inspection> Inspections);

    public Task<IReadOnlyList<Scorecard>> RunAsync(Input input, TaskContext context)
    {
        IReadOnlyList<Scorecard> scores = [.. input.Inspections.Select(inspection => Scoring.Of(inspection, input.Now))];
        foreach (var grade in scores.CountBy(score => score.Grade).OrderBy(grade => grade.Key, StringComparer.Ordinal))
            context.Log.Information($"{grade.Key}: {Text.Plural(grade.Value, "package")}");
        return Task.FromResult(scores);
    }
}
