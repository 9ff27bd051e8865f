using System.Collections.Immutable;
using Hearth.Host.Json;
using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>Earlier runs, as far as a new one may take results over from them: the attempts that succeeded, by code and input. Immutable.</summary>
internal sealed class PreviousRuns
{
    private readonly RunStore _store;
    private readonly string _newest;
    private readonly Dictionary<(string Step, long Item), Seen> _items = [];
    private readonly Dictionary<(string Step, string Code, string Input), Place> _results = [];
    private readonly Dictionary<(string Step, long Item), ImmutableArray<RunRecord>> _nested = [];

    /// <param name="store">Where their logs are.</param>
    /// <param name="records">The runs, the newest first; nobody works on them.</param>
    /// <exception cref="StoreException">A log cannot be read.</exception>
    public PreviousRuns(RunStore store, ImmutableArray<RunRecord> records)
    {
        _store = store;
        _newest = records[0].Id;
        foreach (var record in records.Reverse())
            foreach (var entry in store.Read(record.Number))
                if (entry is { Step: { } step, Kind: "attempt-started" or "attempts-started" or "attempt-ended" or "attempts-ended" or "attempts-returned" or "item-reused" or "items-reused" })
                    Take(record, step, entry, RunEventCodec.Data(entry));
    }

    /// <summary>The runs that were nested in an item of a step; null where there were none.</summary>
    public PreviousRuns? Nested(string step, long item) =>
        _nested.TryGetValue((step, item), out var nested) ? new PreviousRuns(_store, nested) : null;

    /// <summary>What stands for an attempt with this code and input; or why nothing does.</summary>
    public (ReusedResult? Result, string Reason) Find(string step, long item, string code, string input)
    {
        // By content, wherever it stood: an item that was put in before the others does not make them new.
        if (_results.TryGetValue((step, code, input), out var found))
            return (new ReusedResult(found.Run, found.Source.Id, found.Item, code, input, OutputAt(found), $"same code and input as in {found.Run}"), "");
        if (!_items.TryGetValue((step, item), out var seen))
            return (null, $"{_newest} did not execute it");
        if (!seen.Succeeded)
            return (null, "it has not succeeded yet");
        return (null, (seen.Code != code, seen.Input != input) switch
        {
            (true, true) => "code and input changed",
            (true, _) => "code changed",
            _ => "input changed",
        });
    }

    private StoredValue? OutputAt(Place place)
    {
        var data = EventDataJson.Read(_store.ReadData(place.Source.Number, [place.Position]).Single());
        return data.Results is { } results ? new StoredValue(results.Each().ElementAt(place.Index), null) : data.Stored;
    }

    private void Take(RunRecord record, string step, LogEntry entry, EventData data)
    {
        var item = (step, entry.Item ?? 0);
        var seen = _items.GetValueOrDefault(item) ?? new Seen(null, null, Succeeded: false);
        switch (entry.Kind)
        {
            case "attempt-started":
                _items[item] = seen = new Seen(data.Code, null, Succeeded: false);
                if (data.Run is { } nested && _store.TryGet(nested) is { } run)
                    _nested[item] = [run, .. _nested.GetValueOrDefault(item, [])];
                return;
            case "attempts-started":
                for (var each = item.Item2; each < item.Item2 + data.Items; each++)
                    _items[(step, each)] = new Seen(data.Code, null, Succeeded: false);
                return;
            case "attempts-returned":
                for (var each = item.Item2; each < item.Item2 + data.Items; each++)
                    _items.Remove((step, each));
                return;
            case "attempts-ended" when data.Results is { } results:
                for (var index = 0; index < results.Count; index++)
                    if (_items.GetValueOrDefault((step, item.Item2 + index)) is { Code: { } executed } begun && results.InputOf(index) is { } given)
                    {
                        _items[(step, item.Item2 + index)] = begun with { Input = given, Succeeded = true };
                        _results[(step, executed, given)] = new Place(record, record.Id, item.Item2 + index, entry.Sequence, index);
                    }

                return;
            case "items-reused":
                // What each was given is not in the log: what is kept knows it, and stands for them.
                for (var each = item.Item2; each < item.Item2 + data.Items; each++)
                    _items[(step, each)] = new Seen(data.Code, null, Succeeded: true);
                return;
            case "item-reused":
                _items[item] = seen = new Seen(data.Code, data.Input, Succeeded: true);
                break;
            case "attempt-ended" when data.Status == "succeeded":
                _items[item] = seen = seen with { Input = data.Input, Succeeded = true };
                break;
            default:
                return;
        }

        if (seen is { Code: { } code, Input: { } input })
            _results[(step, code, input)] = new Place(record, entry.Kind == "item-reused" ? data.Run ?? record.Id : record.Id, item.Item2, entry.Sequence, 0);
    }

    /// <param name="Code">The load key of its code.</param>
    /// <param name="Input">The fingerprint of its input; null where it is not known.</param>
    /// <param name="Succeeded">Whether its last attempt did.</param>
    private sealed record Seen(string? Code, string? Input, bool Succeeded);

    /// <param name="Source">The run whose log has it.</param>
    /// <param name="Run">The run that executed it.</param>
    /// <param name="Item">Its item.</param>
    /// <param name="Position">The entry of the log.</param>
    /// <param name="Index">Which of the items of the entry.</param>
    private sealed record Place(RunRecord Source, string Run, long Item, long Position, int Index);
}
