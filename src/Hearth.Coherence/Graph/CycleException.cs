using System.Collections.Immutable;

namespace Hearth.Coherence.Graph;

/// <summary>A node depends on itself.</summary>
/// <param name="path">The nodes of the cycle, in the order in which they read each other; the first is read by the last.</param>
public sealed class CycleException(ImmutableArray<string> path) : Exception($"It depends on itself: {string.Join(" -> ", path.Append(path[0]))}.")
{
    /// <summary>The nodes of the cycle, in the order in which they read each other; the first is read by the last.</summary>
    public ImmutableArray<string> Path { get; } = path;
}
