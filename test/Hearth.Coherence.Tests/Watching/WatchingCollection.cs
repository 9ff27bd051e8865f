namespace Hearth.Coherence.Tests.Watching;

/// <summary>One after the other: they count the descriptors and threads of the process, and wait for events.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WatchingCollection
{
    public const string Name = "watching";
}
