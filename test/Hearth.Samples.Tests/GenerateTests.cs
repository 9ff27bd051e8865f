using Hearth.Samples.Tests.Support;
using RepoHealth;

namespace Hearth.Samples.Tests;

/// <summary>Packages that are made from a list.</summary>
public sealed class GenerateTests
{
    private const string List = """
        [
          { "id": "z/last first", "name": "Last", "license": "MIT", "lastCommit": "2025-01-02T03:04:05Z", "stars": 7 },
          { "id": "../../a", "description": "Wants out" },
          { "name": "only-a-name", "license": null }
        ]
        """;

    [Fact]
    public async Task The_same_list_gives_the_same_packages_in_its_order()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list.json", List);

        await GenerateAsync(folder, list, "one");
        await GenerateAsync(folder, list, "two");
        folder.Write("two/0009-old/package.json", "{}");
        await GenerateAsync(folder, list, "two");

        Assert.Equal(["0000-z-last-first", "0001-..-..-a", "0002-only-a-name"], Names(folder, "one"));
        Assert.Equal(Contents(folder, "one"), Contents(folder, "two"));
        Assert.Equal(new DateOnly(2025, 1, 2), (await Pipeline.RunAsync(folder.PathOf("one"))).Report.Packages[0].LastCommit);
    }

    [Fact]
    public async Task A_folder_that_was_not_made_here_is_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list.json", List);
        folder.Write("mine/work.txt", "mine");

        var error = await Assert.ThrowsAsync<ArgumentException>(() => GenerateAsync(folder, list, "mine"));

        Assert.Contains("left as it is", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.PathOf("mine/work.txt")));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => GenerateAsync(folder, list, "../out"));
    }

    private static Task<GeneratePackages.Output> GenerateAsync(TemporaryFolder folder, string list, string name) =>
        new GeneratePackages().RunAsync(new GeneratePackages.Input(list, name), new MemoryContext(folder.Root, folder.PathOf("artifacts")));

    private static IEnumerable<string> Names(TemporaryFolder folder, string name) =>
        Directory.GetDirectories(folder.PathOf(name)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static List<string> Contents(TemporaryFolder folder, string name) =>
    [
        .. Directory.GetFiles(folder.PathOf(name), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(folder.PathOf(name), file) + "\n" + File.ReadAllText(file)),
    ];
}
