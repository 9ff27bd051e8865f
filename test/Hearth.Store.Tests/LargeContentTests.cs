using System.Security.Cryptography;
using Hearth.Coherence;

namespace Hearth.Store.Tests;

/// <summary>Alone, because it counts what the whole process allocates.</summary>
[Collection("alone")]
public sealed class LargeContentTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ContentStore _store;

    public LargeContentTests() => _store = new ContentStore(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Large_content_is_streamed()
    {
        const int Blocks = 64;
        var block = RandomNumberGenerator.GetBytes(1024 * 1024);
        var before = GC.GetTotalAllocatedBytes();

        var fingerprint = await _store.PutAsync(async (stream, cancellationToken) =>
        {
            for (var index = 0; index < Blocks; index++)
                await stream.WriteAsync(block, cancellationToken);
        }, CancellationToken.None);

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 32L * 1024 * 1024);
        Assert.Equal((long)Blocks * block.Length, new FileInfo(_store.PathOf(fingerprint)).Length);
        await using var stored = File.OpenRead(_store.PathOf(fingerprint));
        Assert.Equal(fingerprint, await Fingerprint.OfAsync(stored, CancellationToken.None));
    }
}
