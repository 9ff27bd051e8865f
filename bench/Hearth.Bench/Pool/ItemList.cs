using System.Globalization;

namespace Hearth.Bench.Pool;

/// <summary>Items in a file of JSON lines.</summary>
internal sealed class ItemList : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-bench-").FullName;

    private ItemList(int count, IEnumerable<string> lines)
    {
        Count = count;
        File = Path.Combine(_folder, "items.jsonl");
        System.IO.File.WriteAllLines(File, lines);
    }

    public int Count { get; }

    public string File { get; }

    /// <summary>Items that cost nothing.</summary>
    public static ItemList Trivial(int count) => new(count, Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{number}}}""")));

    /// <summary>Items that take so long each.</summary>
    public static ItemList Taking(IReadOnlyList<double> milliseconds) =>
        new(milliseconds.Count, milliseconds.Select(time => string.Create(CultureInfo.InvariantCulture, $$"""{"milliseconds":{{time}}}""")));

    /// <summary>The first of another list.</summary>
    public static ItemList Copy(ItemList items, int count) => new(count, System.IO.File.ReadLines(items.File).Take(count));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
