namespace Hearth.Workers.Protocol;

/// <summary>Inspector to host: what holds contexts in a worker.</summary>
/// <param name="Contexts">What was found.</param>
/// <param name="Error">Why nothing could be looked for.</param>
public sealed record InspectionMessage(IReadOnlyList<InspectedContext>? Contexts, string? Error)
{
    /// <summary>Nothing could be looked for.</summary>
    public static InspectionMessage Failed(string error) => new([], error);
}
