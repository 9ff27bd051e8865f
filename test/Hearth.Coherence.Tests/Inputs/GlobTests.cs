using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Inputs;

/// <summary>Patterns of paths: what they stand for, and that it is looked for again only when a name comes or goes.</summary>
public sealed class GlobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-test-").FullName;
    private readonly CoherenceGraph _graph = new(TimeProvider.System);

    public GlobTests()
    {
        foreach (var file in (string[])["a.cs", "b.txt", "src/c.cs", "src/deep/d.cs", "src/deep/e.txt", "bin/f.cs", "src/bin/g.cs"])
            Write(file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("*.cs", "a.cs")]
    [InlineData("**/*.cs", "a.cs bin/f.cs src/bin/g.cs src/c.cs src/deep/d.cs")]
    [InlineData("**/deep", "src/deep/")]
    [InlineData("**/deep/*", "src/deep/d.cs src/deep/e.txt")]
    [InlineData("src/**", "src/bin/ src/bin/g.cs src/c.cs src/deep/ src/deep/d.cs src/deep/e.txt")]
    [InlineData("src/c.cs", "src/c.cs")]
    [InlineData("src/d.cs", "")]
    [InlineData("s?c/*/?.cs", "src/bin/g.cs src/deep/d.cs")]
    [InlineData("none/**/*.cs", "")]
    public async Task A_pattern_stands_for_paths(string pattern, string paths) => Assert.Equal(paths, await FindAsync(pattern));

    [Fact]
    public async Task Wildcards_do_not_stand_for_what_is_excluded_and_names_do()
    {
        Assert.Equal("a.cs src/c.cs src/deep/d.cs", await FindAsync("**/*.cs", "bin"));
        Assert.Equal("bin/f.cs", await FindAsync("bin/*.cs", "bin"));
        Assert.Equal("src/c.cs", await FindAsync("src/**/*.cs", "d*", "bin"));
    }

    [Fact]
    public async Task Names_that_come_and_go_are_seen_and_edits_make_no_difference()
    {
        Assert.Equal("src/c.cs src/deep/d.cs", await FindAsync("src/**/*.cs", "bin"));
        var before = _graph.Globs.Statistics.Rebuilds;
        Write("src/c.cs", "edited");
        Write("other/x.cs");
        Assert.Equal("src/c.cs src/deep/d.cs", await FindAsync("src/**/*.cs", "bin"));
        Assert.Equal(before, _graph.Globs.Statistics.Rebuilds);
        Write("src/deep/new.cs");
        Assert.Equal("src/c.cs src/deep/d.cs src/deep/new.cs", await FindAsync("src/**/*.cs", "bin"));
        Directory.Move(PathOf("src/deep"), PathOf("src/moved"));
        Assert.Equal("src/c.cs src/moved/d.cs src/moved/new.cs", await FindAsync("src/**/*.cs", "bin"));
        File.Delete(PathOf("src/c.cs"));
        Assert.Equal("src/moved/d.cs src/moved/new.cs", await FindAsync("src/**/*.cs", "bin"));
    }

    [Fact]
    public async Task A_name_that_does_not_match_ends_there()
    {
        var counted = 0;
        var counts = _graph.AddLayer(new LayerDefinition<string, int>
        {
            Name = "counts",
            Compute = async (pattern, reading) =>
            {
                counted++;
                return (await reading.ReadAsync(_graph.Globs[new Glob(PathOf(pattern))])).Length;
            },
        });
        Assert.Equal(1, await counts.ReadAsync("*.cs"));
        Write("more.txt");
        _graph.Revalidate();
        Assert.Equal(1, await counts.ReadAsync("*.cs"));
        Assert.Equal(1, counted);
    }

    [Fact]
    public async Task A_link_that_leads_back_is_not_followed()
    {
        Directory.CreateSymbolicLink(PathOf("src/loop"), _folder);
        Assert.Equal("a.cs bin/f.cs src/bin/g.cs src/c.cs src/deep/d.cs", await FindAsync("**/*.cs"));
    }

    [Fact]
    public void Two_that_are_written_alike_are_one_and_a_relative_one_is_refused()
    {
        Assert.Same(_graph.Globs[new Glob(PathOf("*.cs"), ["a", "b"])], _graph.Globs[new Glob(PathOf("*.cs"), ["a", "b"])]);
        Assert.NotSame(_graph.Globs[new Glob(PathOf("*.cs"), ["a", "b"])], _graph.Globs[new Glob(PathOf("*.cs"), ["a"])]);
        Assert.Throws<ArgumentException>(() => new Glob("*.cs"));
    }

    private async Task<string> FindAsync(string pattern, params ImmutableArray<string> exclude)
    {
        _graph.Revalidate();
        var found = await _graph.Globs.ReadAsync(new Glob(PathOf(pattern), exclude));
        return string.Join(' ', found.Select(match => Path.GetRelativePath(_folder, match.Path).Replace('\\', '/') + (match.IsFolder ? "/" : "")));
    }

    private string PathOf(string path) => Path.Combine(_folder, path);

    private void Write(string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }
}
