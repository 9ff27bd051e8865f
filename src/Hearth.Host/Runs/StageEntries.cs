using System.Runtime.InteropServices;
using Hearth.Host.Json;
using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>
/// The log entries that say what items gave, for the stages after: the newest are at hand, also those that are not durable yet, and the others are read. Noted by the run's loop;
/// reading is safe from several threads.
/// </summary>
/// <param name="store">Where the log is.</param>
/// <param name="run">The run's number.</param>
internal sealed class StageEntries(RunStore store, long run)
{
    /// <summary>What is kept at hand for sure once it is durable, in bytes of outputs; there may be twice as much.</summary>
    private const long MostAtHand = 4 << 20;

    private readonly Lock _lock = new();
    private Dictionary<long, EventData> _recent = [], _older = [];
    private long _bytes;

    public void Note(long position, EventData data)
    {
        lock (_lock)
        {
            _recent[position] = data;
            // Beside its outputs an entry is about this much.
            _bytes += 1024 + (data.Results?.Outputs.Length ?? 0) + (data.Value is { } value ? JsonMarshal.GetRawUtf8Value(value).Length : 0);
        }
    }

    /// <summary>All that was noted is durable.</summary>
    public void Flushed()
    {
        lock (_lock)
            if (_bytes > MostAtHand)
                (_older, _recent, _bytes) = (_recent, [], 0);
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
