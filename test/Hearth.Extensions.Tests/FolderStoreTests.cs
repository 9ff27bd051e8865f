using Hearth.Extensions.Stores;
using Hearth.Extensions.Tests.Support;

namespace Hearth.Extensions.Tests;

public sealed class FolderStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderStore _store = new();

    public FolderStoreTests() => _store.Configure(new FolderStoreSettings("blobs"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Puts_gets_lists_and_deletes()
    {
        await PutAsync("run/step/a.txt", "first");
        await PutAsync("run/step/a.txt", "second");
        await PutAsync("run/other/b.txt", "");
        await PutAsync("top", "t");

        Assert.Equal("second", await ReadAsync("run/step/a.txt"));
        Assert.Null(await ReadAsync("run/step"));
        Assert.Null(await ReadAsync("nothing"));
        Assert.Equal(["run/other/b.txt 0", "run/step/a.txt 6", "top 1"], await ListAsync(""));
        Assert.Equal(["run/step/a.txt 6"], await ListAsync("run/s"));
        Assert.True(await _store.DeleteAsync("top", _folder.Store()));
        Assert.False(await _store.DeleteAsync("top", _folder.Store()));
        Assert.Equal(2, (await ListAsync("")).Count);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("")]
    [InlineData("a\\..\\b")]
    [InlineData("C:x")]
    [InlineData("a\0b")]
    public async Task A_name_cannot_lead_out_of_the_folder(string name)
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => PutAsync(name, "x"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ReadAsync(name));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _store.DeleteAsync(name, _folder.Store()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task Neither_can_a_symbolic_link()
    {
        _folder.Write("outside/secret", "secret");
        Directory.CreateDirectory(_folder.PathOf("blobs"));
        Directory.CreateSymbolicLink(_folder.PathOf("blobs/folder"), _folder.PathOf("outside"));
        File.CreateSymbolicLink(_folder.PathOf("blobs/file"), _folder.PathOf("outside/secret"));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ReadAsync("folder/secret"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ReadAsync("file"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => PutAsync("folder/new", "x"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => PutAsync("file", "x"));
        Assert.Empty(await ListAsync(""));
        Assert.Equal("secret", File.ReadAllText(_folder.PathOf("outside/secret")));
    }

    [Fact]
    public async Task What_breaks_off_leaves_nothing_and_the_old_one_stays()
    {
        await PutAsync("a", "old");

        await Assert.ThrowsAsync<IOException>(() => _store.PutAsync("a", new BreakingStream(), _folder.Store()));

        Assert.Equal("old", await ReadAsync("a"));
        Assert.Single(Directory.GetFiles(_folder.PathOf("blobs")));
    }

    private async Task PutAsync(string name, string text)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await _store.PutAsync(name, content, _folder.Store());
    }

    private async Task<string?> ReadAsync(string name)
    {
        await using var content = await _store.GetAsync(name, _folder.Store());
        if (content is null)
            return null;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync();
    }

    private async Task<List<string>> ListAsync(string prefix)
    {
        var blobs = new List<string>();
        await foreach (var blob in _store.ListAsync(prefix, _folder.Store()))
            blobs.Add($"{blob.Name} {blob.Bytes}");
        return blobs;
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("broken off");
    }
}
