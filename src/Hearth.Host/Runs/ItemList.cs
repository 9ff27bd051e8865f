using System.Text.Json;
using Hearth.Coherence;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;

namespace Hearth.Host.Runs;

/// <summary>Makes the list of a mapped step: a value that is stored already stays where it is, all else is stored item by item.</summary>
/// <param name="environment">The host's.</param>
/// <param name="map">What the step goes over.</param>
/// <param name="scope">What its expressions see.</param>
/// <param name="scopeOf">The same, for an item.</param>
internal sealed class ItemList(RunEnvironment environment, MapDefinition map, IEvaluationScope scope, Func<JsonElement, long, IEvaluationScope> scopeOf)
{
    /// <summary>Makes it.</summary>
    /// <param name="stored">The list, where it is the whole output of a step that is stored.</param>
    /// <param name="wanted">Which items are to be done, by the fingerprint of their text; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EvaluationException">An expression fails.</exception>
    /// <exception cref="ItemListException">The file cannot be read, or is no list.</exception>
    public async Task<StoredValue> MakeAsync(StoredValue? stored, Func<Fingerprint, bool>? wanted, CancellationToken cancellationToken)
    {
        if (map.IsFile)
            return await FromFileAsync(wanted, cancellationToken);
        stored ??= environment.Values.Put(map.Over.Evaluate(scope));
        if (map is { Filter: null, Limit: null } && wanted is null)
            return stored;
        using var items = Open(() => StepItems.Open(stored, environment.Content), "the list");
        return await StoreAsync(Each(items), wanted, cancellationToken);
    }

    private async Task<StoredValue> FromFileAsync(Func<Fingerprint, bool>? wanted, CancellationToken cancellationToken)
    {
        var named = map.Over.Evaluate(scope);
        var name = named.ValueKind == JsonValueKind.String ? named.GetString()! : throw new ItemListException($"'file' is the path of a file; this is {named.GetRawText()}.");
        var path = Path.GetFullPath(name, environment.Workspace.Root);
        try
        {
            if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                using var items = Open(() => StepItems.OpenFile(path), name);
                return await StoreAsync(Guarded(Each(items), name), wanted, cancellationToken);
            }

            await using var stream = File.OpenRead(path);
            return await StoreAsync(Guarded(JsonLinesReader.Read(stream, name), name), wanted, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ItemListException($"The items cannot be read from '{name}': {exception.Message}", exception);
        }
    }

    private async Task<StoredValue> StoreAsync(IEnumerable<ReadOnlyMemory<byte>> items, Func<Fingerprint, bool>? wanted, CancellationToken cancellationToken) =>
        new(null, await environment.Content.PutAsync(async (stream, cancelled) =>
        {
            var (count, position) = (0L, 0L);
            await stream.WriteAsync("["u8.ToArray(), cancelled);
            var separator = ","u8.ToArray();
            foreach (var item in items)
            {
                cancelled.ThrowIfCancellationRequested();
                if (count == map.Limit)
                    break;
                if (!IsWanted(item, position++, wanted))
                    continue;
                if (count++ > 0)
                    await stream.WriteAsync(separator, cancelled);
                await stream.WriteAsync(item, cancelled);
            }

            await stream.WriteAsync("]"u8.ToArray(), cancelled);
        }, cancellationToken));

    private bool IsWanted(ReadOnlyMemory<byte> item, long position, Func<Fingerprint, bool>? wanted)
    {
        try
        {
            return wanted?.Invoke(Fingerprint.Of(item.Span)) != false && (map.Filter is not { } filter || filter.Evaluate(scopeOf(JsonElement.Parse(item.Span, WorkerProtocol.Json), position)));
        }
        catch (InvalidOperationException exception)
        {
            throw new ItemListException($"The filter cannot be applied to item {position}, which has a text that is not valid Unicode: {exception.Message}", exception);
        }
    }

    /// <summary>That the list cannot be read is not that it cannot be stored.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Guarded(IEnumerable<ReadOnlyMemory<byte>> items, string name)
    {
        using var each = items.GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext())
                    yield break;
            }
            catch (IOException exception)
            {
                throw new ItemListException($"The items cannot be read from '{name}': {exception.Message}", exception);
            }

            yield return each.Current;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Each(StepItems items)
    {
        for (long item = 0; item < items.Count; item++)
            yield return items.Raw(item);
    }

    private static StepItems Open(Func<StepItems> open, string name)
    {
        try
        {
            return open();
        }
        catch (InvalidDataException exception)
        {
            throw new ItemListException($"{name}: {exception.Message}", exception);
        }
    }
}
