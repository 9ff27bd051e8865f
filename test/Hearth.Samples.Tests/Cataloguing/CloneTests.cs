using Catalogue;
using Hearth.Samples.Tests.Support;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>Copies of repositories, made with the real git.</summary>
public sealed class CloneTests
{
    [Fact]
    public async Task A_copy_is_made_left_alone_and_brought_up_to_date()
    {
        using var pipeline = new CataloguePipeline();
        var compass = (await pipeline.ListAsync()).Single(repository => repository.Name == "compass");

        var first = await pipeline.CloneAsync(compass);
        File.WriteAllText(pipeline.PathOf($"{first.Folder}/left.txt"), "");
        var second = await pipeline.CloneAsync(compass);
        Assert.Equal(first, second);
        Assert.True(File.Exists(pipeline.PathOf($"{first.Folder}/left.txt")), "a copy that is up to date is left alone");

        File.WriteAllText(pipeline.PathOf("fixtures/compass/README.md"), "# Compass\n");
        File.Delete(pipeline.PathOf("fixtures/compass/compass.js"));
        await File.WriteAllTextAsync(pipeline.PathOf($"{first.Folder}.failed"), "The network was down.");
        await pipeline.ListAsync();
        var third = await pipeline.CloneAsync(compass);
        Assert.NotEqual(first.Commit, third.Commit);
        Assert.Equal(first.Committed!.Value.AddDays(1), third.Committed);
        Assert.Equal(["README.md", "package.json"], SourceFiles.List(pipeline.PathOf(third.Folder)));
        Assert.False(File.Exists(pipeline.PathOf($"{first.Folder}.failed")), "what failed before is forgotten");
    }

    [Fact]
    public async Task A_copy_that_was_not_finished_is_made_anew()
    {
        using var pipeline = new CataloguePipeline();
        var compass = (await pipeline.ListAsync()).Single(repository => repository.Name == "compass");
        var copy = await pipeline.CloneAsync(compass);

        // As a process leaves it that is killed while git writes.
        File.Delete(pipeline.PathOf($"{copy.Folder}.json"));
        File.Delete(pipeline.PathOf($"{copy.Folder}/README.md"));
        File.WriteAllText(pipeline.PathOf($"{copy.Folder}/.git/index.lock"), "");
        File.WriteAllText(pipeline.PathOf($"{copy.Folder}/.git/config"), "[broken");

        Assert.Equal(copy, await pipeline.CloneAsync(compass));
        Assert.True(File.Exists(pipeline.PathOf($"{copy.Folder}/README.md")));
    }

    [Theory]
    [InlineData("https://example.org/x", 59, 60, true)]
    [InlineData("https://example.org/x", 60, 60, false)]
    [InlineData("https://example.org/x", -5, 60, false)]
    [InlineData("https://example.org/x", 0, 0, false)]
    [InlineData("file:///srv/x", 1, 60, false)]
    public void A_remote_is_not_asked_again_while_its_copy_is_new_enough(string url, int minutes, int maxAge, bool fresh)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(fresh, new CopyRecord(url, "main", "aa", now, now.AddMinutes(-minutes)).IsFresh(now, TimeSpan.FromMinutes(maxAge)));
    }

    [Fact]
    public async Task One_that_is_not_there_and_one_that_is_refused_fail_for_good()
    {
        using var pipeline = new CataloguePipeline();
        var repositories = await pipeline.ListAsync();

        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.CloneAsync(repositories.Single(repository => repository.Name == "junction")));
        Assert.Contains("does not appear to be a git repository", missing.Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => pipeline.CloneAsync(repositories.Single(repository => repository.Name == "oracle")));
        Assert.Contains("is refused", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(pipeline.PathOf("generated/copies"), "*.failed").Length);
        Assert.Empty(Directory.GetDirectories(pipeline.PathOf("generated/copies")));
    }

    [Fact]
    public async Task Two_runs_are_not_at_one_copy_at_once()
    {
        using var pipeline = new CataloguePipeline();
        var compass = (await pipeline.ListAsync()).Single(repository => repository.Name == "compass");
        Directory.CreateDirectory(pipeline.PathOf("generated/copies"));

        using (CopyPlace.Of("generated/copies", compass.Url, pipeline.Context.Files).Hold())
            await Assert.ThrowsAsync<TransientException>(() => pipeline.CloneAsync(compass));

        Assert.NotNull((await pipeline.CloneAsync(compass)).Commit);
    }

    [Fact]
    public async Task Links_of_a_repository_become_plain_files()
    {
        using var folder = new TemporaryFolder();
        using var pipeline = new CataloguePipeline();
        folder.Write("secret.txt", "secret");
        Directory.CreateDirectory(folder.PathOf("origin"));
        await GitAsync("init", "--quiet");
        File.CreateSymbolicLink(folder.PathOf("origin/README.md"), folder.PathOf("secret.txt"));
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "A link");

        var copy = await pipeline.CloneAsync(new Catalogue.Repository("links", new Uri(folder.PathOf("origin")).AbsoluteUri));

        Assert.Null(new FileInfo(pipeline.PathOf($"{copy.Folder}/README.md")).LinkTarget);
        Assert.Equal(folder.PathOf("secret.txt"), File.ReadAllText(pipeline.PathOf($"{copy.Folder}/README.md")));

        Task<string> GitAsync(params string[] arguments) => Tool.RunAsync(folder.PathOf("origin"), "git", arguments, ("GIT_CONFIG_GLOBAL", "/dev/null"));
    }
}
