using FsCheck;
using FsCheck.Fluent;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests.Protocol;

public sealed class ItemFramesTests
{
    [Fact]
    public void Items_come_out_as_they_went_in() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var items = Enumerable.Range(0, random.Next(20)).Select(_ => new BatchItem(random.NextInt64(long.MaxValue), Bytes(random))).ToArray();
            var last = random.Next(2) == 0;

            var read = ItemFrames.Read(ItemFrames.Write(items, last), out var isLast);

            Assert.Equal(last, isLast);
            Assert.Equal(items.Select(item => (item.Item, Convert.ToHexString(item.Input.Span))), read.Select(item => (item.Item, Convert.ToHexString(item.Input.Span))));
        }));

    [Fact]
    public void What_is_cut_off_is_invalid_data_and_nothing_else() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var whole = ItemFrames.Write([new BatchItem(1, Bytes(random)), new BatchItem(2, new byte[] { 1 })], last: true);
            var cut = whole.AsMemory(0, random.Next(whole.Length));

            var exception = Record.Exception(() => ItemFrames.Read(cut, out _));

            Assert.True(exception is null or InvalidDataException, exception?.ToString());
        }));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_end_comes_out_as_it_went_in(bool failed, bool goesOn)
    {
        using var stream = new MemoryStream();
        new FrameWriter(stream).WriteEnd(42, failed, goesOn, 1234567890123, "content"u8);
        stream.Position = 0;
        using var reader = new FrameReader(stream);

        Assert.True(reader.TryRead(out var frame));
        var (readFailed, readGoesOn, microseconds, content) = ItemFrames.ReadEnd(frame.Payload);

        Assert.Equal((FrameKind.Finished, 42L), (frame.Kind, frame.Id));
        Assert.Equal((failed, goesOn, 1234567890123L), (readFailed, readGoesOn, microseconds));
        Assert.Equal("content", System.Text.Encoding.UTF8.GetString(content.Span));
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(30)];
        random.NextBytes(bytes);
        return bytes;
    }
}
