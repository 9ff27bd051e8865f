using System.Security.Cryptography;
using Hearth.Coherence;

namespace Hearth.Store.Tests;

public sealed class ContentStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ContentStore _store;

    public ContentStoreTests() => _store = new ContentStore(Path.Combine(_directory.Path, "content"));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Content_comes_back_however_it_was_put(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        var fingerprint = _store.Put(content);

        Assert.Equal(Fingerprint.Of(content), fingerprint);
        Assert.Equal(content, _store.Get(fingerprint));
        Assert.Equal(fingerprint, await _store.PutAsync((stream, cancellationToken) => stream.WriteAsync(content, cancellationToken).AsTask(), CancellationToken.None));
        Assert.Equal([_store.PathOf(fingerprint)], Files());
    }

    [Fact]
    public async Task The_same_content_may_be_put_and_read_by_many_at_once()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var expected = Fingerprint.Of(content);

        var fingerprints = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => Task.Run(async () =>
        {
            var fingerprint = index % 2 == 0
                ? _store.Put(content)
                : await _store.PutAsync((stream, cancellationToken) => stream.WriteAsync(content, cancellationToken).AsTask(), CancellationToken.None);
            Assert.Equal(content, _store.Get(fingerprint));
            return fingerprint;
        })));

        Assert.All(fingerprints, fingerprint => Assert.Equal(expected, fingerprint));
        Assert.Equal([_store.PathOf(expected)], Files());
    }

    [Fact]
    public async Task A_writer_that_fails_or_is_cancelled_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.PutAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(new byte[100_000], cancellationToken);
            throw new InvalidOperationException("the source broke off");
        }, CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.PutAsync(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(new byte[100_000], CancellationToken.None);
            await cancellation.CancelAsync();
            await stream.WriteAsync(new byte[100_000], cancellationToken);
        }, cancellation.Token));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Content_that_cannot_be_stored_is_a_clear_error_and_leaves_nothing()
    {
        var content = new byte[] { 1, 2, 3 };
        var path = _store.PathOf(Fingerprint.Of(content));
        // A file stands where the folder of this content should be.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!);
        await File.WriteAllTextAsync(Path.GetDirectoryName(path)!, "");

        Assert.Equal(StoreException.NotWritable, Assert.Throws<StoreException>(() => _store.Put(content)).Id);
        var exception = await Assert.ThrowsAsync<StoreException>(() =>
            _store.PutAsync((stream, cancellationToken) => stream.WriteAsync(content, cancellationToken).AsTask(), CancellationToken.None));

        Assert.Equal(StoreException.NotWritable, exception.Id);
        Assert.Contains(_directory.Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal([Path.GetDirectoryName(path)!], Files());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_clear_error()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var store = new ContentStore(Path.Combine(file, "content"));

        Assert.Equal(StoreException.NotWritable, Assert.Throws<StoreException>(() => store.Put([1])).Id);
        Assert.Equal(StoreException.NotWritable, (await Assert.ThrowsAsync<StoreException>(() => store.PutAsync((_, _) => Task.CompletedTask, CancellationToken.None))).Id);
    }

    [Fact]
    public void Content_that_is_missing_says_which_and_where()
    {
        var fingerprint = Fingerprint.Of("nowhere");

        var exception = Assert.Throws<StoreException>(() => _store.Get(fingerprint));

        Assert.Equal(StoreException.Damaged, exception.Id);
        Assert.Contains(fingerprint.Short, exception.Message, StringComparison.Ordinal);
        Assert.Contains(_store.PathOf(fingerprint), exception.Message, StringComparison.Ordinal);
    }

    private string[] Files() => Directory.Exists(_directory.Path) ? Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories) : [];
}
