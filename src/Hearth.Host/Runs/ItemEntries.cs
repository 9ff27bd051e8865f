using Hearth.Host.Json;
using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>
/// The log entries that say what items gave, for the stages after: the newest are at hand, also those that are not durable yet, and the others are read. Noted by the run's loop;
/// reading is safe from several threads.
/// </summary>
/// <param name="store">Where the log is.</param>
/// <param name="run">The run's number.</param>
internal sealed class ItemEntries(RunStore store, long run)
{
    /// <summary>The entries that are kept at hand for sure once they are durable; there may be twice as many.</summary>
    private const int MostAtHand = 512;

    private readonly Lock _lock = new();
    private Dictionary<long, EventData> _recent = [], _older = [];

    public void Note(long position, EventData data)
    {
        lock (_lock)
            _recent[position] = data;
    }

    /// <summary>All that was noted is durable.</summary>
    public void Flushed()
    {
        lock (_lock)
            if (_recent.Count > MostAtHand)
                (_older, _recent) = (_recent, []);
    }

    /// <summary>The data of an entry.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public EventData At(long position)
    {
        lock (_lock)
            if (_recent.TryGetValue(position, out var data) || _older.TryGetValue(position, out data))
                return data;
        return EventDataJson.Read(store.ReadData(run, [position]).Single());
    }
}
