using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Host.Hosting;

namespace Hearth.Host.Tests;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_come_whole_however_the_bytes_arrive() => Prop.ForAll<NonNull<string>[], PositiveInt>((texts, size) =>
    {
        var lines = texts.Select(text => text.Get.Replace("\n", "", StringComparison.Ordinal)).ToList();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        var reader = new LineReader(new DripStream(bytes, size.Get % 7 + 1), 1 << 20);
        var read = new List<byte[]>();
        while (reader.Read() is { } line)
            read.Add(line.ToArray());
        return read.Count == lines.Count && read.Zip(lines).All(pair => pair.First.SequenceEqual(Encoding.UTF8.GetBytes(pair.Second)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_that_never_ends_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new LineReader(new MemoryStream(new byte[100_000]), 50_000).Read());

    [Fact]
    public async Task The_end_is_null() => Assert.Null(await new LineReader(new MemoryStream("half a line"u8.ToArray()), 100).ReadAsync(CancellationToken.None));

    private sealed class DripStream(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atOnce)]);
    }
}
