using System.Collections.Immutable;
using Hearth.Workflows.Problems;

namespace Hearth.Host;

/// <summary>Something that the user can mend: what, where, and what to do next.</summary>
/// <param name="id">The error's id, as <c>hearth explain</c> takes it.</param>
/// <param name="message">For people.</param>
public sealed class HearthException(string id, string message) : Exception(message)
{
    /// <summary>The error's id.</summary>
    public string Id { get; } = id;

    /// <summary>Whether the command was used wrongly (exit code 2), rather than that something failed (1).</summary>
    public bool IsUsage { get; init; }

    /// <summary>The single problems, where there are several.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
