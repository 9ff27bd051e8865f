namespace Hearth.Workflows.Validation;

/// <summary>The names by which workflows use extensions that are no tasks.</summary>
/// <param name="Stores">The stores that the settings define.</param>
/// <param name="Reports">The reports that there are; null when the code does not compile.</param>
public sealed record KnownNames(IReadOnlyCollection<string> Stores, IReadOnlyCollection<string>? Reports);
