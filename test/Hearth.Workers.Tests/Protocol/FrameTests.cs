using FsCheck;
using FsCheck.Fluent;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests.Protocol;

public sealed class FrameTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(
        int.Parse(Environment.GetEnvironmentVariable("HEARTH_PROPERTY_CASES") ?? "200", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Frames_come_out_as_they_went_in_however_the_stream_is_cut() =>
        Check.One(s_config, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var frames = Enumerable.Range(0, random.Next(20)).Select(_ => (Kind: (FrameKind)random.Next(256), Id: random.NextInt64(long.MinValue, long.MaxValue), Payload: Bytes(random))).ToList();
            using var written = new MemoryStream();
            var writer = new FrameWriter(written);
            foreach (var (kind, id, payload) in frames)
                writer.Write(kind, id, payload);

            using var reader = new FrameReader(new TornStream(written.ToArray(), random));
            foreach (var (kind, id, payload) in frames)
            {
                Assert.True(reader.TryRead(out var frame));
                Assert.Equal((kind, id), (frame.Kind, frame.Id));
                Assert.Equal(payload, frame.Payload.ToArray());
            }

            Assert.False(reader.TryRead(out _));
        }));

    [Fact]
    public void A_stream_that_ends_inside_a_frame_ends() =>
        Check.One(s_config, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            using var written = new MemoryStream();
            new FrameWriter(written).Write(FrameKind.Log, 1, Bytes(random));
            var cut = written.ToArray()[..random.Next((int)written.Length)];

            using var reader = new FrameReader(new TornStream(cut, random));
            Assert.False(reader.TryRead(out _));
        }));

    [Fact]
    public void Garbage_is_an_end_or_invalid_data_and_nothing_else() =>
        Check.One(s_config, Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var garbage = new byte[random.Next(200)];
            random.NextBytes(garbage);
            // Lengths that are nearly right are the interesting ones.
            if (random.Next(2) == 0 && garbage.Length >= 4)
                BitConverter.TryWriteBytes(garbage, random.Next(4) switch
                {
                    0 => random.Next(-20, 20),
                    1 => int.MinValue + random.Next(20),
                    2 => WorkerProtocol.MaximumFrame + random.Next(5, 20),
                    _ => random.Next(0, 100),
                });
            using var reader = new FrameReader(new TornStream(garbage, random));
            var exception = Record.Exception(() =>
            {
                while (reader.TryRead(out _))
                {
                }
            });
            Assert.True(exception is null or InvalidDataException, $"{exception}");
        }));

    [Fact]
    public async Task Frames_of_many_threads_are_never_torn()
    {
        using var written = new MemoryStream();
        var writer = new FrameWriter(written);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var index = 0; index < 500; index++)
                writer.Write(FrameKind.Log, thread, Enumerable.Repeat((byte)thread, index).ToArray());
        })));

        written.Position = 0;
        using var reader = new FrameReader(written);
        var counts = new int[8];
        while (reader.TryRead(out var frame))
        {
            Assert.Equal(counts[frame.Id]++, frame.Payload.Length);
            Assert.True(frame.Payload.Span.IndexOfAnyExcept((byte)frame.Id) < 0);
        }

        Assert.All(counts, count => Assert.Equal(500, count));
    }

    [Fact]
    public void A_frame_that_the_other_end_would_refuse_is_not_sent()
    {
        using var written = new MemoryStream();

        Assert.Throws<ArgumentException>(() => new FrameWriter(written).Write(FrameKind.Log, 1, new byte[WorkerProtocol.MaximumFrame + 1]));

        Assert.Equal(0, written.Length);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(4) == 0 ? random.Next(100_000) : random.Next(50)];
        random.NextBytes(bytes);
        return bytes;
    }
}
