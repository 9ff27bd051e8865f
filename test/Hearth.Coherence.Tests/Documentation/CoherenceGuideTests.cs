using Hearth.Coherence.Tests.Watching;
using WordCounting;

namespace Hearth.Coherence.Tests.Documentation;

/// <summary>The page of the guide about this library.</summary>
[Collection(WatchingCollection.Name)]
public sealed class CoherenceGuideTests
{
    private static readonly string Repository = FindRepository();

    [Fact]
    public void The_example_of_the_guide_is_what_is_compiled_here()
    {
        var page = File.ReadAllText(Path.Combine(Repository, "docs", "guide", "coherence.md"));
        var example = File.ReadAllText(Path.Combine(Repository, "test", "Hearth.Coherence.Tests", "Documentation", "WordCounts.cs"));

        Assert.Contains($"```csharp\n{example}```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_the_guide_does_what_the_guide_says()
    {
        var folder = Directory.CreateTempSubdirectory("hearth-test-").FullName;
        // That it appears is a change of the folder, at a moment that this test does not know.
        Directory.CreateDirectory(Path.Combine(folder, ".probe"));
        await using (var counts = new WordCounts(folder))
        {
            File.WriteAllText(Path.Combine(folder, "one"), "to be or");
            File.WriteAllText(Path.Combine(folder, "two"), "not to be");
            Assert.Equal(6, await counts.TotalAsync(folder));

            File.WriteAllText(Path.Combine(folder, "two"), "or not be");
            Assert.Equal(6, await counts.TotalAsync(folder));
            // As many words as before: the file was counted again, and nothing added up.
            Assert.Equal([3, 1], counts.Statistics.Select(layer => layer.Rebuilds));
            Assert.Equal([1, 0], counts.Statistics.Select(layer => layer.CutOffs));

            File.Delete(Path.Combine(folder, "one"));
            Assert.Equal(3, await counts.TotalAsync(folder));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Hearth.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests are executed outside of the repository.");
        return folder;
    }
}
