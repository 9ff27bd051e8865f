using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Host.Runs;
using Hearth.Store;

namespace Hearth.Host.Tests;

/// <summary>The outputs of many items as one stored array, and its blocks.</summary>
public sealed class StoredArrayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-test-").FullName;
    private readonly ContentStore _content;
    private readonly ValueStore _values;

    public StoredArrayTests() => (_content, _values) = (new ContentStore(_folder), new ValueStore(new ContentStore(_folder)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Whatever_it_is_made_of_the_array_is_the_same_and_its_blocks_are_its_elements()
    {
        var property = Prop.ForAll(Gen.Choose(0, 1700).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (count, seed) =>
        {
            var random = new System.Random(seed);
            var outputs = Enumerable.Range(0, count).Select(index => Output(random, index)).ToList();
            var whole = Write(outputs.Select(output => new OutputPart(1, output, null)));
            Assert.Equal(Expected(outputs), Text(whole.Value));
            Assert.Equal((count + StoredArray.BlockSize - 1) / StoredArray.BlockSize, whole.Blocks.Length);

            // Some blocks as they are, the items of the others one by one.
            var parts = outputs.Chunk(StoredArray.BlockSize).SelectMany((block, number) => random.Next(3) > 0 && block.Length > 1
                ? [new OutputPart(block.Length, null, whole.Blocks[number])]
                : block.Select(output => new OutputPart(1, output, null)));
            var again = Write(parts);
            Assert.Equal(whole.Value.Reference, again.Value.Reference);
            Assert.True(again.Blocks.IsEmpty || again.Blocks.SequenceEqual(whole.Blocks));
        });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void All_blocks_of_an_array_are_that_array_and_nothing_is_written()
    {
        var outputs = Enumerable.Range(0, 1100).Select(index => Inline($"{index}")).ToList();
        var whole = Write(outputs.Select(output => new OutputPart(1, output, null)));
        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length;
        var parts = whole.Blocks.Select((block, number) => new OutputPart(number < 2 ? 512 : 76, null, block)).ToList();
        var again = Write(parts);
        Assert.Equal((whole.Value.Reference, true), (again.Value.Reference, again.Blocks.IsEmpty));
        Assert.Equal(files, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length);

        // A part of it, or another order, is another array.
        Assert.Equal(Expected(outputs[..1024]), Text(Write(parts[..2]).Value));
        Assert.Equal(Expected([.. outputs[512..1024], .. outputs[..512]]), Text(Write([parts[1], parts[0]]).Value));
    }

    [Fact]
    public void Of_an_array_that_is_gone_nothing_is_made_up()
    {
        var whole = Write(Enumerable.Range(0, 600).Select(index => new OutputPart(1, Inline($"{index}"), null)));
        File.Delete(_content.PathOf(whole.Value.Reference!.Value));
        Assert.Throws<StoreException>(() => Write([new OutputPart(512, null, whole.Blocks[0]), new OutputPart(88, null, whole.Blocks[1])]));
    }

    private StoredValue? Output(System.Random random, int index) => random.Next(20) switch
    {
        0 => null,
        1 => new StoredValue(null, _content.Put(Encoding.UTF8.GetBytes($"{{\"large\":\"{new string('x', random.Next(100_000))}{index}\"}}"))),
        _ => Inline($"{{\"text\":\"\u00e9, {index}\",\"list\":[1,2]}}"),
    };

    private static StoredValue Inline(string json) => new(JsonElement.Parse(json), null);

    private string Expected(IEnumerable<StoredValue?> outputs) => $"[{string.Join(',', outputs.Select(output => output is null ? "null" : Text(output)))}]";

    private string Text(StoredValue value) => value.Inline?.GetRawText() ?? Encoding.UTF8.GetString(_content.Get(value.Reference!.Value));

    private StoredArray Write(IEnumerable<OutputPart> parts) => _values.PutArrayAsync(parts, CancellationToken.None).GetAwaiter().GetResult();
}
