using Catalogue;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>Lists as people and other programs write them.</summary>
public sealed class RepositoryListTests
{
    [Fact]
    public void Records_and_plain_urls_are_read_in_order_and_once()
    {
        var notes = new List<string>();
        var repositories = RepositoryList.Parse("""
            [
              { "name": "Kettle", "url": "https://example.org/kettle", "description": "Boils\nwater", "category": "Kitchen / Tools", "stars": 3 },
              "https://example.org/team/poker.git",
              { "url": "https://example.org/kettle" }, // again
            ]
            """, 10, notes);

        Assert.Equal([new("Kettle", "https://example.org/kettle", "Boils water", "Kitchen / Tools"), new("poker", "https://example.org/team/poker.git")], repositories);
        Assert.Equal(["https://example.org/kettle: listed twice, taken once"], notes);
    }

    [Fact]
    public void No_more_are_taken_than_the_limit() => Assert.Equal(["a", "b"], RepositoryList.Parse("""["a", "a", "b", "c"]""", 2, []).Select(repository => repository.Url));

    [Theory]
    [InlineData("{}", "no array")]
    [InlineData("[1]", "Element 0")]
    [InlineData("""["a", {"name": "b"}]""", "Element 1")]
    [InlineData("https://example.org/kettle", "no JSON")]
    public void What_is_no_list_is_refused_with_the_form_that_is_expected(string text, string words)
    {
        var exception = Assert.Throws<ArgumentException>(() => RepositoryList.Parse(text, 10, []));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Expected: a JSON array", exception.Message, StringComparison.Ordinal);
    }
}
