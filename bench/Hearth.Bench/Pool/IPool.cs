namespace Hearth.Bench.Pool;

/// <summary>Something that does a list of items with several workers.</summary>
internal interface IPool
{
    string Name { get; }

    /// <summary>Has a new process do all items of a list.</summary>
    Task<PoolRun> RunAsync(ItemList items, int workers, bool logs);
}
