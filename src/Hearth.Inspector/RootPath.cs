using Microsoft.Diagnostics.Runtime;

namespace Hearth.Inspector;

/// <summary>A shortest path from a root to a loader allocator.</summary>
/// <param name="Root">Where it begins.</param>
/// <param name="Objects">The objects on it, the allocator left out.</param>
internal sealed record RootPath(HeapRoot Root, IReadOnlyList<ClrObject> Objects);
