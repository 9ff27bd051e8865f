using Catalogue;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>Urls come from lists that others wrote; git takes some for options and some for programs.</summary>
public sealed class RepositoryUrlTests
{
    [Theory]
    [InlineData("https://example.org/kettle.git")]
    [InlineData("https://example.org/team/kettle")]
    [InlineData("ssh://git@example.org/team/kettle.git")]
    [InlineData("file:///srv/git/kettle.git")]
    public void What_names_a_repository_is_taken_as_it_is(string url) => Assert.Equal(url, RepositoryUrl.Check(url));

    [Theory]
    [InlineData("--upload-pack=touch here", "option")]
    [InlineData("-oProxyCommand=touch", "option")]
    [InlineData("ext::sh -c 'touch here'", "only")]
    [InlineData("ext::sh", "only")]
    [InlineData("fd::17/kettle", "only")]
    [InlineData("http://example.org/kettle", "only")]
    [InlineData("git://example.org/kettle", "only")]
    [InlineData("/srv/git/kettle.git", "only")]
    [InlineData("../kettle", "only")]
    [InlineData("git@example.org:kettle.git", "only")]
    [InlineData("file:/srv/git/kettle.git", "only")]
    [InlineData("", "only")]
    [InlineData("https://example.org/ket\ntle", "spaces")]
    [InlineData("ssh://-oProxyCommand=touch/kettle", "")]
    [InlineData("ssh://-oProxyCommand@example.org/kettle", "option")]
    [InlineData("https://example.org/", "names no repository")]
    public void All_else_is_refused_with_its_reason(string url, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(() => RepositoryUrl.Check(url));

        Assert.Contains("is refused", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/team/Kettle.git", "team-kettle-")]
    [InlineData("https://example.org/../../etc/passwd", "etc-passwd-")]
    [InlineData("https://example.org/%2e%2e/%2e%2e/x", "x-")]
    [InlineData("https://example.org/a%2f..%2f..%2fb", "a-2f..-2f..-2fb-")]
    [InlineData("https://example.org/...", "")]
    [InlineData("ext::sh -c 'touch ../here'", "")]
    [InlineData("../../etc/passwd", "etc-passwd-")]
    public void The_name_of_a_copy_is_readable_and_leads_nowhere(string url, string begin)
    {
        var name = CopyName.Of(url);

        Assert.StartsWith(begin, name, StringComparison.Ordinal);
        Assert.Equal(name, Path.GetFileName(name));
        Assert.NotEqual('.', name[0]);
        Assert.True(name.Length < 80);
    }

    [Fact]
    public void Two_urls_never_share_a_copy()
    {
        string[] urls = ["https://a.org/team/kettle", "https://b.org/team/kettle", "https://a.org/team/kettle.git", "https://a.org/Team/kettle", $"https://a.org/{new string('x', 300)}"];

        Assert.Equal(urls.Length, urls.Select(CopyName.Of).Distinct().Count());
    }
}
