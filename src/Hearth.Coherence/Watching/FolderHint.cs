using System.Collections.Immutable;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Watching;

/// <summary>Something happened to a file or folder, and may have to all below it.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="What">What happened, for people.</param>
/// <param name="Nodes">The nodes whose proof was taken back.</param>
public sealed record FolderHint(string Path, string What, ImmutableArray<Node> Nodes);
