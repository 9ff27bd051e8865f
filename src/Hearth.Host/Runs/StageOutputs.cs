using System.Text.Json;
using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>What each item gave in each stage, for the stages after. Nothing of it is kept but what was read last. Safe for use from several threads.</summary>
internal sealed class StageOutputs(RunLog log, ValueStore values)
{
    /// <summary>Entries for several items that stay parsed: items that follow each other ask for the same.</summary>
    private const int MostParsed = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Position, JsonElement[] Outputs)> _parsed = new();

    /// <summary>What an item gave in a stage; null where it did not succeed there.</summary>
    /// <param name="step">The stage's position in the plan.</param>
    /// <param name="item">The item.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public JsonElement? Of(int step, long item)
    {
        var positions = log.Values.OutputPositions(step);
        if (item >= positions.Length || positions[item] is not (> 0 and var position))
            return null;
        var first = item;
        while (first > 0 && positions[first - 1] == position)
            first--;
        var isOneOfSeveral = first < item || (item + 1 < positions.Length && positions[item + 1] == position);
        return isOneOfSeveral ? OfSeveral(position)[item - first] : values.Get(log.Entries.At(position).Stored ?? StoredValue.Null);
    }

    private JsonElement[] OfSeveral(long position)
    {
        lock (_lock)
        {
            for (var node = _parsed.First; node is not null; node = node.Next)
                if (node.Value.Position == position)
                    return node.Value.Outputs;
            JsonElement[] outputs = log.Entries.At(position) switch
            {
                { Results: { } results } => [.. results.Each()],
                { Block: { } block } => [.. values.Get(block).EnumerateArray()],
                _ => throw new StoreException(StoreException.Damaged, $"Entry {position} of the log says nothing of several items."),
            };
            _parsed.AddFirst((position, outputs));
            if (_parsed.Count > MostParsed)
                _parsed.RemoveLast();
            return outputs;
        }
    }
}
