using Hearth.Coherence.Graph;
using Hearth.Host.Results;

namespace Hearth.Host.Tests;

/// <summary>Which files paths and patterns mean, and that a change of any of them is seen.</summary>
public sealed class DeclaredFileLayerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hearth-test-").FullName;
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly DeclaredFileLayer _layer;

    public DeclaredFileLayerTests()
    {
        _layer = new DeclaredFileLayer(_graph, _root);
        foreach (var file in (string[])["a.txt", "b.md", "src/c.txt", "src/deep/d.txt", "src/.hidden/e.txt", "src/.git/HEAD", ".hearth/db", "src2/f.txt"])
            Write(file, file);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("src", "src/.hidden/e.txt src/c.txt src/deep/d.txt")]
    [InlineData("src/", "src/.hidden/e.txt src/c.txt src/deep/d.txt")]
    [InlineData("*.txt", "a.txt")]
    [InlineData("**/*.txt", "a.txt src/.hidden/e.txt src/c.txt src/deep/d.txt src2/f.txt")]
    [InlineData("src/**", "src/.hidden/e.txt src/c.txt src/deep/d.txt")]
    [InlineData("src?", "src2/f.txt")]
    [InlineData("src/.git/HEAD", "src/.git/HEAD")]
    [InlineData("**/d.txt", "src/deep/d.txt")]
    [InlineData("none.txt", "none.txt")]
    [InlineData("none/*.txt", "")]
    [InlineData("**/deep", "src/deep/d.txt")]
    public async Task Patterns_mean_files(string pattern, string files) => Assert.Equal(files, string.Join(' ', (await ReadAsync(pattern)).Files.Keys));

    [Fact]
    public async Task Each_change_of_a_meant_file_is_seen_and_no_other()
    {
        string[] patterns = ["src", "src/.git/deep/none", "src/.vs/none", "src/c.txt/none", "*.txt", "later.cfg"];
        var seen = (await ReadAsync(patterns)).Fingerprint;
        await ChangesAsync(true, () => Write("src/deep/d.txt", "other"));
        await ChangesAsync(true, () => Write("src/deep/new.txt", ""));
        await ChangesAsync(true, () => File.Move(Path.Combine(_root, "src/deep/new.txt"), Path.Combine(_root, "src/deep/moved.txt")));
        await ChangesAsync(true, () => File.Delete(Path.Combine(_root, "src/deep/moved.txt")));
        await ChangesAsync(true, () => Write("z.txt", ""));
        await ChangesAsync(true, () => Write("later.cfg", ""));
        await ChangesAsync(true, () => Write("src/.git/deep/none", ""));
        await ChangesAsync(true, () => Write("src/.vs/none", ""));
        await ChangesAsync(true, () => File.Delete(Path.Combine(_root, "src/.git/deep/none")));
        await ChangesAsync(false, () => Write("b.md", "other"));
        await ChangesAsync(false, () => Write("src2/f.txt", "other"));
        await ChangesAsync(false, () => Write("src/.git/HEAD", "other"));
        await ChangesAsync(false, () => File.SetLastWriteTimeUtc(Path.Combine(_root, "a.txt"), DateTime.UtcNow.AddDays(-1)));

        async Task ChangesAsync(bool expected, Action change)
        {
            change();
            _graph.Revalidate();
            var now = (await ReadAsync(patterns)).Fingerprint;
            Assert.Equal(expected, now != seen);
            seen = now;
        }
    }

    [Theory]
    [InlineData("src", "src/ src/.hidden/ src/deep/")]
    [InlineData("s*", "src/ src/.hidden/ src/deep/ src2/")]
    [InlineData("**/deep", "src/deep/")]
    [InlineData("none", "none/")]
    [InlineData("a.txt", "a.txt/")]
    public async Task Folders_are_known_by_what_is_in_them_and_below(string pattern, string names) =>
        Assert.Equal(names, string.Join(' ', (await _layer.ReadAsync(new DeclaredPaths([], [pattern], []), CancellationToken.None)).Files.Keys));

    [Fact]
    public async Task Of_folders_each_name_that_comes_or_goes_is_seen_and_no_content()
    {
        var paths = new DeclaredPaths(["b.md"], ["src", "later"], ["bin", "*.tmp"]);
        var seen = (await _layer.ReadAsync(paths, CancellationToken.None)).Fingerprint;
        await ChangesAsync(false, () => Write("src/deep/d.txt", "other"));
        await ChangesAsync(true, () => Write("src/deep/new.txt", ""));
        await ChangesAsync(true, () => Directory.CreateDirectory(Path.Combine(_root, "src/deep/folder")));
        await ChangesAsync(true, () => Directory.Delete(Path.Combine(_root, "src/deep/folder")));
        await ChangesAsync(true, () => Directory.CreateDirectory(Path.Combine(_root, "later")));
        await ChangesAsync(true, () => Write("later/a", ""));
        await ChangesAsync(false, () => Write("src/bin/product", ""));
        await ChangesAsync(false, () => Write("src/deep/x.tmp", ""));
        await ChangesAsync(false, () => Write("src/.git/refs", ""));
        await ChangesAsync(false, () => Write("other/x", ""));
        await ChangesAsync(true, () => Write("b.md", "other"));
        await ChangesAsync(true, () => Directory.Delete(Path.Combine(_root, "later"), recursive: true));

        async Task ChangesAsync(bool expected, Action change)
        {
            change();
            _graph.Revalidate();
            var now = (await _layer.ReadAsync(paths, CancellationToken.None)).Fingerprint;
            Assert.Equal(expected, now != seen);
            seen = now;
        }
    }

    [Fact]
    public async Task What_is_excluded_is_passed_over_wherever_it_is()
    {
        var found = await _layer.ReadAsync(new DeclaredPaths(["src"], [], ["deep", ".h*"]), CancellationToken.None);
        Assert.Equal(["src/c.txt"], found.Files.Keys);
    }

    [Fact]
    public async Task Outside_of_the_workspace_files_go_by_their_whole_path()
    {
        var outside = Directory.CreateTempSubdirectory("hearth-test-").FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "x.txt"), "x");
        Assert.Equal([Path.Combine(outside, "x.txt")], (await ReadAsync(outside)).Files.Keys);
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task The_home_folder_is_the_one_that_tasks_mean()
    {
        var name = $"hearth-none-{Guid.NewGuid():N}";
        Assert.Equal([Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), name)], (await ReadAsync($"~/{name}")).Files.Keys);
    }

    [Fact]
    public async Task A_link_that_leads_back_is_not_followed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_root, "src", "loop"), _root);
        var before = await ReadAsync("src");
        Assert.Equal("src/.hidden/e.txt src/c.txt src/deep/d.txt src/loop", string.Join(' ', before.Files.Keys));

        // That it leads elsewhere now is seen.
        Directory.Delete(Path.Combine(_root, "src", "loop"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "src", "loop"), Path.Combine(_root, "src2"));
        _graph.Revalidate();
        Assert.NotEqual(before.Fingerprint, (await ReadAsync("src")).Fingerprint);
    }

    private ValueTask<DeclaredFiles> ReadAsync(params string[] patterns) => _layer.ReadAsync(new DeclaredPaths([.. patterns], [], []), CancellationToken.None);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }
}
