using Hearth.Workers.Processes;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

public sealed class ConfinementTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-files-").FullName;
    private readonly string _workspace;
    private readonly AttemptFiles _files;

    public ConfinementTests()
    {
        _workspace = Path.Combine(_folder, "ws");
        Directory.CreateDirectory(Path.Combine(_workspace, "inside", "deep"));
        Directory.CreateDirectory(Path.Combine(_folder, "ws-evil"));
        Directory.CreateDirectory(Path.Combine(_folder, "outside", "sub"));
        Link("out", Path.Combine(_folder, "outside"));
        Link("out-relative", "../outside");
        Link("evil", Path.Combine(_folder, "ws-evil"));
        Link("dangling", Path.Combine(_folder, "nowhere"));
        Link("in", "inside/deep");
        Link("inside/up", "..");
        Link("inside/up-up", "../..");
        // Neither link points out by itself: the first goes through the second.
        Link("two-steps", "out/sub");
        Link("round", "round");
        Link("chain", "in/../../out");
        _files = new AttemptFiles(new AttemptPlaces(_workspace, Path.Combine(_workspace, "artifacts"), Path.Combine(_folder, "scratch"), Path.Combine(_folder, "log"), 1000), isFirst: false);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("a/./b//c.txt", "a/b/c.txt")]
    [InlineData("a/../b.txt", "b.txt")]
    [InlineData(".", "")]
    [InlineData("in/file", "in/file")]
    [InlineData("inside/up/inside/deep", "inside/up/inside/deep")]
    [InlineData("..a/b", "..a/b")]
    [InlineData("new/folder/file", "new/folder/file")]
    public void Paths_inside_are_resolved(string path, string expected)
    {
        Assert.Equal(Path.Combine(_workspace, expected).TrimEnd('/'), _files.Resolve(path).TrimEnd('/'));
        Assert.Equal(Path.Combine(_workspace, expected).TrimEnd('/'), _files.Resolve(Path.Combine(_workspace, path)).TrimEnd('/'));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("../ws-evil")]
    [InlineData("/etc/passwd")]
    [InlineData("/")]
    [InlineData("out")]
    [InlineData("out/file")]
    [InlineData("out-relative/file")]
    [InlineData("evil/file")]
    [InlineData("dangling")]
    [InlineData("dangling/file")]
    [InlineData("inside/up-up")]
    [InlineData("inside/up-up/outside/x")]
    [InlineData("two-steps")]
    [InlineData("two-steps/file")]
    [InlineData("chain/file")]
    public void Paths_that_lead_out_are_refused(string path)
    {
        var exception = Assert.Throws<UnauthorizedAccessException>(() => _files.Resolve(path));

        Assert.Contains($"'{path}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_itself_is_an_error_not_an_endless_loop() => Assert.Throws<IOException>(() => _files.Resolve("round/file"));

    [Fact]
    public void An_empty_path_is_an_error() => Assert.Throws<ArgumentException>(() => _files.Resolve(""));

    [Fact]
    public void Artifacts_stay_among_the_artifacts()
    {
        var path = _files.Artifact("tables/one.csv");

        Assert.Equal(Path.Combine(_workspace, "artifacts", "tables", "one.csv"), path);
        Assert.True(Directory.Exists(Path.GetDirectoryName(path)));
        Assert.Throws<UnauthorizedAccessException>(() => _files.Artifact("../other-step/one.csv"));
        Assert.Throws<UnauthorizedAccessException>(() => _files.Artifact(Path.Combine(_workspace, "one.csv")));
        Assert.Throws<UnauthorizedAccessException>(() => _files.Artifact("../artifacts-evil/one.csv"));
        File.CreateSymbolicLink(Path.Combine(_workspace, "artifacts", "link"), "../inside");
        Assert.Throws<UnauthorizedAccessException>(() => _files.Artifact("link/one.csv"));
        Assert.False(Directory.Exists(Path.Combine(_workspace, "other-step")));
    }

    [Fact]
    public void A_workspace_that_is_itself_reached_by_a_link_works()
    {
        var linked = Path.Combine(_folder, "linked");
        File.CreateSymbolicLink(linked, _workspace);
        var files = new AttemptFiles(new AttemptPlaces(linked, Path.Combine(linked, "artifacts"), "", "", 0), isFirst: false);

        Assert.Equal(Path.Combine(linked, "in", "file"), files.Resolve("in/file"));
        Assert.Throws<UnauthorizedAccessException>(() => files.Resolve("out/file"));
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_workspace, name), target);
}
