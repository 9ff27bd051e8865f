using Hearth.Samples.Tests.Support;

namespace Hearth.Samples.Tests;

/// <summary>Which folders are found, in which order, and what is said when there are none.</summary>
public sealed class DiscoverTests
{
    [Fact]
    public async Task Built_fetched_and_hidden_folders_are_not_searched_and_order_is_by_character()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in (string[])["b", "a/inner", "B", "a", "node_modules/x", "a/bin/x", ".hidden/x", "vendor/x", "1/2/3/4/5"])
            folder.Write(path + "/package.json", "{}");
        folder.Write("plain/README.md", "no package");

        Assert.Equal(["B", "a", "a/inner", "b"], await PathsAsync(folder, 4));
        Assert.Equal(["1/2/3/4/5", "B", "a", "a/inner", "b"], await PathsAsync(folder, 5));
        Assert.Equal(["B", "a", "b"], await PathsAsync(folder, 1));
    }

    [Fact]
    public async Task A_folder_without_packages_gives_a_report_that_says_so()
    {
        using var folder = new TemporaryFolder();

        var result = await Pipeline.RunAsync(folder.Root);

        Assert.Empty(result.Report.Packages);
        Assert.Contains("No packages found", result.Html, StringComparison.Ordinal);
        Assert.Contains(result.Log, line => line.StartsWith("Warning: No packages in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_a_file_is_an_error_that_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file.txt", "");

        var missing = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Pipeline.RunAsync(folder.PathOf("nowhere")));
        Assert.Contains("nowhere", missing.Message, StringComparison.Ordinal);
        Assert.Contains("folder=", missing.Message, StringComparison.Ordinal);
        Assert.Contains("is a file", (await Assert.ThrowsAsync<ArgumentException>(() => Pipeline.RunAsync(file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# mine\nb\n\na\nb\nnone\n")]
    [InlineData("""["b", { "path": "a", "name": "The A" }, "b/", "none"]""")]
    public async Task A_list_gives_the_folders_and_their_order(string list)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/x.txt", "");
        folder.Write("b/x.txt", "");

        var result = await Pipeline.RunAsync(folder.Root, folder.Write("list", list));

        Assert.Equal(["b", "a"], result.Report.Packages.Select(package => package.Path));
        Assert.Equal(["b", list[0] == '[' ? "The A" : "a"], result.Report.Packages.Select(package => package.Name));
        Assert.Equal(2, result.Report.Notes.Count);
    }

    [Theory]
    [InlineData("[1]", "Element 0")]
    [InlineData("[", "is none")]
    public async Task A_list_that_is_none_is_an_error_that_says_what_was_expected(string list, string said)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("list.json", list);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Pipeline.RunAsync(folder.Root, file));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("one folder a line", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> PathsAsync(TemporaryFolder folder, int depth) =>
        (await Pipeline.RunAsync(folder.Root, depth: depth)).Report.Packages.Select(package => package.Path);
}
