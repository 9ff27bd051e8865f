using Catalogue;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>What repositories say of themselves is text in the page.</summary>
public sealed class CataloguePageTests
{
    [Fact]
    public async Task Nothing_of_a_repository_becomes_markup()
    {
        using var pipeline = new CataloguePipeline();
        var repositories = (await pipeline.ListAsync()).Where(repository => repository.Name is "kaleidoscope" or "oracle" or "gnomon").ToList();
        IReadOnlyList<Entry?> entries = [await pipeline.EntryAsync(repositories[0]), await pipeline.EntryAsync(repositories[1]), null];

        var output = await new Publish().RunAsync(new Publish.Input("A <title>", new DateOnly(2026, 3, 1), repositories, entries, ["a <note>"]), pipeline.Context);
        var html = await File.ReadAllTextAsync(output.Html);

        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#39;kaleidoscope&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("A &lt;title&gt;", html, StringComparison.Ordinal);
        Assert.Contains("a &lt;note&gt;", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("<script").Length - 1);
        Assert.Equal(2, html.Split("<article").Length - 1);
        Assert.Equal(2, html.Split("<img").Length - 1);
        Assert.DoesNotContain("onmouseover=\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', html);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
        foreach (var source in html.Split("<img src=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]))
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(output.Html)!, source)), source);
    }

    [Fact]
    public void Only_pictures_are_taken_for_pictures()
    {
        using var folder = new Support.TemporaryFolder();

        Assert.True(Pictures.IsPicture(folder.Write("a.svg", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>")));
        Assert.True(Pictures.IsPicture(folder.Write("a.gif", "GIF89a...")));
        Assert.False(Pictures.IsPicture(folder.Write("b.png", "<html>")));
        Assert.False(Pictures.IsPicture(folder.Write("b.svg", "<html>")));
        Assert.False(Pictures.IsPicture(folder.Write("b.html", "GIF89a")));
        Assert.False(Pictures.IsPicture(folder.Write("c.png", "")));
    }

    [Fact]
    public void A_picture_is_one_of_the_repository()
    {
        using var folder = new Support.TemporaryFolder();
        folder.Write("x/logo.svg", "<svg/>");
        folder.Write("x/docs/shown.svg", "<svg/>");
        folder.Write("outside.svg", "<svg/>");
        string[] files = ["docs/shown.svg", "logo.svg"];

        Assert.Equal("docs/shown.svg", Pictures.Choose(folder.PathOf("x"), files, ["https://example.org/a.png", "../outside.svg", "./docs/shown.svg"]));
        Assert.Equal("logo.svg", Pictures.Choose(folder.PathOf("x"), files, ["../outside.svg"]));
        Assert.Null(Pictures.Choose(folder.PathOf("x"), [], ["../outside.svg"]));
    }
}
