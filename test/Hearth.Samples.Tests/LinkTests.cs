using Hearth.Samples.Tests.Support;
using RepoHealth;

namespace Hearth.Samples.Tests;

/// <summary>Which links are broken.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData("[x](there.md)")]
    [InlineData("[x](./docs/inner.md#anything)")]
    [InlineData("[x](docs)")]
    [InlineData("[x](/there.md)")]
    [InlineData("[x](there.md?raw=true)")]
    [InlineData("[x](a%20b.md) and [y](<a b.md>)")]
    [InlineData("[x](there_(1).md)")]
    [InlineData("[x](there.md \"A title\")")]
    [InlineData("[x](https://example.com/no) [y](mailto:a@b.c) [z](//host/no)")]
    [InlineData("[x](../../issues) [y](../../wiki/Home)")]
    [InlineData("[x](#a-heading) [y](#a-heading-1) [z](#Über-uns--mehr) [top](#top) [e](#)")]
    [InlineData("[x](#setext) [y](#by-hand)")]
    [InlineData("`[x](no.md)` and ``a ` [x](no.md)``")]
    [InlineData("```\n[x](no.md)\n```")]
    [InlineData("~~~md\n[x](no.md)\n```\n[x](no.md)\n~~~")]
    [InlineData("<!-- [x](no.md)\n[y](no.md) -->")]
    [InlineData("- [ ] (no.md) a task, \\[x](no.md), [^1]: no.md")]
    [InlineData("[x](no.md")]
    public void A_link_that_leads_somewhere_or_is_none_is_left_alone(string text) => Assert.Empty(Check(text).Examples);

    [Theory]
    [InlineData("[x](no.md)", "no.md", "no such file")]
    [InlineData("![x](images/no.png)", "images/no.png", "no such file")]
    [InlineData("[![x](no.png)](https://example.com)", "no.png", "no such file")]
    [InlineData("[![x](https://example.com/x.svg)](no.md)", "no.md", "no such file")]
    [InlineData("[x](no.md 'A title')", "no.md", "no such file")]
    [InlineData("[x]: no.md", "no.md", "no such file")]
    [InlineData("<img width=\"3\" src=\"no.png\">", "no.png", "no such file")]
    [InlineData("[x](#no-heading)", "#no-heading", "no such heading")]
    [InlineData("[x](../../../outside.md)", "../../../outside.md", "leads out of the folder")]
    [InlineData("[x](%00)", "%00", "no such file")]
    public void A_link_that_leads_nowhere_is_named_with_its_reason(string text, string target, string why)
    {
        var link = Assert.Single(Check("\n\n" + text).Examples);

        Assert.Equal(target, link.Target);
        Assert.Equal(why, link.Why);
        Assert.True(link.Line > 1);
    }

    [Fact]
    public void Lines_that_are_made_to_be_slow_are_not()
    {
        var facts = Check(string.Join('\n', new string('[', 19_000), new string('`', 19_001), string.Concat(Enumerable.Repeat("](", 9_000)), string.Concat(Enumerable.Repeat("<a ", 6_000)),
            string.Concat(Enumerable.Repeat("` `` ", 4_000)), string.Concat(Enumerable.Repeat("[a](", 4_000))));

        Assert.Empty(facts.Examples);
    }

    private static LinkFacts Check(string text)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in (string[])["there.md", "docs/inner.md", "a b.md", "there_(1).md"])
            folder.Write(file, "x");
        var checker = new LinkChecker(new PackageFolder(0, null, ".", folder.Root, folder.Root, null));
        checker.Check("README.md", text + "\n\n# A *heading*\n\n## A [heading](https://example.com)\n\n## Über uns & mehr\n\nSetext\n======\n\n<a id=\"by-hand\"></a>\n", isCut: false);
        return checker.Facts;
    }
}
