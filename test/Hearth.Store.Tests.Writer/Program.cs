using System.Globalization;
using System.Text;
using Hearth.Store;

// Writes logs until something stops it, and says what the store has acknowledged: one line each, flushed.
// Arguments: write|open|fill, state directory.
Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true });
var (mode, directory) = (args[0], args[1]);
switch (mode)
{
    case "open":
        Console.WriteLine("ready");
        Console.ReadLine();
        await using (RunStore.Open(directory))
            Console.WriteLine("opened");
        return 0;
    case "write":
        await using (var store = RunStore.Open(directory))
            await Task.WhenAll(Enumerable.Range(0, 8).Select(index => WriteForEverAsync(store, $"run-{index}")));
        return 0;
    case "fill":
        return await FillAsync(directory);
    default:
        throw new ArgumentException($"unknown mode {mode}");
}

static async Task WriteForEverAsync(RunStore store, string id)
{
    var run = store.Create(id, "endless", null, "0", DateTimeOffset.UtcNow, "{}"u8.ToArray());
    for (var sequence = 1L; ; sequence += 3)
    {
        await AppendAsync(store, run.Number, sequence);
        Console.WriteLine($"{id} {sequence + 2}");
    }
}

static async Task<int> FillAsync(string directory)
{
    var ballast = Path.Combine(directory, "ballast");
    await File.WriteAllBytesAsync(ballast, new byte[256 * 1024]);
    await using var store = RunStore.Open(directory);
    var run = store.Create("full", "endless", null, "0", DateTimeOffset.UtcNow, "{}"u8.ToArray());
    var sequence = 1L;
    try
    {
        for (; ; sequence += 3)
            await AppendAsync(store, run.Number, sequence);
    }
    catch (StoreException exception)
    {
        Console.WriteLine($"full {sequence} {exception.Id} {exception.Message}");
    }

    Console.WriteLine($"read {store.Read(run.Number).Count()} {store.TryGet("full")!.Status}");
    File.Delete(ballast);
    Console.WriteLine("waiting");
    Console.ReadLine();
    await AppendAsync(store, run.Number, sequence);
    Console.WriteLine($"again {store.Read(run.Number).Count()} {store.TryGet("full")!.Status}");
    return 0;
}

static Task AppendAsync(RunStore store, long run, long sequence)
{
    LogEntry[] entries = [.. Enumerable.Range(0, 3).Select(offset => new LogEntry(DateTimeOffset.UtcNow, "attempt-ended", "step", sequence + offset, 1,
        Encoding.UTF8.GetBytes((sequence + offset).ToString(CultureInfo.InvariantCulture).PadLeft(200, '0'))))];
    return store.AppendAsync(run, sequence, entries, new RunUpdate((sequence + 2).ToString(CultureInfo.InvariantCulture), null, default));
}
