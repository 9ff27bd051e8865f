using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Host.Runs;
using Hearth.Store;

namespace Hearth.Host.Tests.Runs;

/// <summary>A list is read back item by item as it was written, wherever it lies and however it is spaced.</summary>
public sealed class StepItemsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-items-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_item_is_what_was_written_in_any_order_of_reading() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var elements = Enumerable.Range(0, random.Next(random.Next(2) == 0 ? 5 : 2000)).Select(_ => Element(random)).ToList();
            var text = $"{Space(random)}[{string.Join(',', elements.Select(element => $"{Space(random)}{element}{Space(random)}"))}{Space(random)}]{Space(random)}";
            var content = new ContentStore(Path.Combine(_folder, "objects"));
            var stored = random.Next(2) == 0 ? new StoredValue(JsonElement.Parse(text), null) : new StoredValue(null, content.Put(Encoding.UTF8.GetBytes(text)));
            using var items = StepItems.Open(stored, content);

            Assert.Equal(elements.Count, items.Count);
            for (var index = 0; index < elements.Count; index++)
                Assert.Equal(elements[index], Encoding.UTF8.GetString(items.Raw(index).Span));
            for (var read = 0; read < 200 && elements.Count > 0; read++)
            {
                var index = random.Next(elements.Count);
                Assert.Equal(elements[index], items.Element(index).GetRawText());
            }
        }));

    [Theory]
    [InlineData("{\"a\": 1}", "this is an object")]
    [InlineData("\"text\"", "this is a text")]
    [InlineData("[1, 2", "no JSON")]
    [InlineData("[1, oops]", "no JSON")]
    [InlineData("", "no JSON")]
    public void What_is_no_list_is_said_to_be_none(string text, string said)
    {
        var file = Path.Combine(_folder, "list.json");
        File.WriteAllText(file, text);

        var exception = Assert.ThrowsAny<InvalidDataException>(() => StepItems.OpenFile(file));

        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_item_larger_than_any_buffer_is_read()
    {
        var file = Path.Combine(_folder, "list.json");
        var large = $"\"{new string('x', 700_000)}\"";
        File.WriteAllText(file, $"[1, {large}, 3]");
        using var items = StepItems.OpenFile(file);

        Assert.Equal(3, items.Count);
        Assert.Equal(large, items.Element(1).GetRawText());
        Assert.Equal("3", items.Element(2).GetRawText());
    }

    private static string Space(Random random) => random.Next(4) == 0 ? new string(' ', random.Next(3)) + "\n" : "";

    private static string Element(Random random, int depth = 0) => random.Next(depth > 2 ? 4 : 6) switch
    {
        0 => $"{random.Next()}",
        1 => JsonSerializer.Serialize(string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => "ab]},[{\"\\é"[random.Next(10)]))),
        2 => "null",
        3 => "true",
        4 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Element(random, depth + 1)))}]",
        _ => $"{{{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(index => $"\"k{index}\": {Element(random, depth + 1)}"))}}}",
    };
}
