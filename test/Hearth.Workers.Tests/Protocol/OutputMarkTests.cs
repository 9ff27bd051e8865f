using System.Text;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests.Protocol;

public sealed class OutputMarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-output-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Output_is_split_between_attempts_however_it_arrives()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var texts = Enumerable.Range(0, 3).Select(index => Text(random, index)).ToList();
            using var release = new SemaphoreSlim(0);
            var output = new WorkerErrorOutput(new StepwiseStream([.. texts.Select((text, index) => (byte[])[.. text, .. OutputMark.Of(index + 1)])], release, random));
            for (var index = 0; index < texts.Count; index++)
            {
                var log = Path.Combine(_folder, $"{seed}-{index}.log");
                output.Begin(index + 1, new AttemptPlaces("", "", "", log, long.MaxValue));
                release.Release();
                await output.WhenTakenAsync(index + 1).WaitAsync(Bench.Patience);

                Assert.Equal(texts[index], File.Exists(log) ? await File.ReadAllBytesAsync(log) : []);
            }

            Assert.EndsWith(Encoding.UTF8.GetString(texts[^1]), output.End(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_end_of_the_process_ends_the_waiting_too()
    {
        var output = new WorkerErrorOutput(new MemoryStream("last words\0hearth"u8.ToArray()));
        output.Begin(1, new AttemptPlaces("", "", "", Path.Combine(_folder, "log"), long.MaxValue));

        await output.WhenTakenAsync(1).WaitAsync(Bench.Patience);
    }

    /// <summary>With pieces that look like the beginning of a mark.</summary>
    private static byte[] Text(Random random, int index) => [.. Enumerable.Range(0, random.Next(6)).SelectMany(_ => random.Next(4) switch
    {
        0 => [0],
        1 => OutputMark.Of(7)[..random.Next(1, 20)],
        2 => Encoding.UTF8.GetBytes(new string('x', random.Next(20_000))),
        _ => Encoding.UTF8.GetBytes($"line {index}\n"),
    })];

    /// <summary>Each part waits for its release, and then comes in pieces.</summary>
    private sealed class StepwiseStream(byte[][] parts, SemaphoreSlim release, Random random) : MemoryStream
    {
        private int _part = -1;
        private int _position;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_part < 0 || _position == parts[_part].Length)
            {
                if (++_part == parts.Length)
                    return 0;
                release.Wait();
                _position = 0;
            }

            var count = Math.Min(random.Next(1, buffer.Length), parts[_part].Length - _position);
            parts[_part].AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }
    }
}
