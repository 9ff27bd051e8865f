namespace RepoHealth;

/// <summary>The score of a package and how it came about.</summary>
/// <param name="Score">0 to 100: the points of those that the applying criteria give.</param>
/// <param name="Grade">A to F.</param>
public sealed record Scorecard(int Index, int Score, string Grade, IReadOnlyList<Criterion> Criteria);
