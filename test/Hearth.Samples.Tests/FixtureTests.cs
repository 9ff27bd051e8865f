using Hearth.Samples.Tests.Support;
using RepoHealth;

namespace Hearth.Samples.Tests;

/// <summary>What the sample says of its own fixtures.</summary>
public sealed class FixtureTests
{
    private static readonly string Fixtures = Path.Combine(Repository.Sample, "fixtures");

    [Theory]
    [InlineData("bellows", 55, "F", null, "2025-09-02", 0, "No licence")]
    [InlineData("candle", 52, "F", "ISC", "2017-03-05", 0, "Last changed 8 years ago")]
    [InlineData("chimney", 70, "C", "MIT", "2025-11-20", 4, "4 of 8 links broken")]
    [InlineData("ember", 94, "A", "BSD-3-Clause", "2025-12-01", 0, "No continuous integration")]
    [InlineData("flint", 96, "A", "Apache-2.0 OR MIT", "2026-02-01", 0, "README.md is short")]
    [InlineData("kettle", 100, "A", "MIT", "2026-01-12", 0, null)]
    [InlineData("lantern", 68, "D", "MIT", "2024-08-15", 0, "Last changed 18 months ago")]
    [InlineData("poker", 58, "F", "GPL-3.0", "2025-06-30", 0, "The licence file says GPL-3.0, the manifest says Apache-2.0")]
    [InlineData("soot", 35, "F", null, "2023-10-10", 0, "README.md is empty")]
    [InlineData("wildfire", 58, "F", "<b>MIT</b>", "2025-05-05", 2, "2 of 2 links broken")]
    public async Task Each_fixture_has_its_score_and_its_reason(string path, int score, string grade, string? licence, string lastCommit, int broken, string? issue)
    {
        var package = (await Pipeline.RunAsync(Fixtures))[path];

        Assert.Equal((score, grade, licence, broken), (package.Score, package.Grade, package.Licence, package.BrokenLinks));
        Assert.Equal((DateOnly.Parse(lastCommit), CommitSource.Metadata), (package.LastCommit, package.LastCommitSource));
        if (issue is null)
            Assert.Empty(package.Issues);
        else
            Assert.Contains(issue, package.Issues);
    }

    [Fact]
    public async Task The_report_is_in_the_order_of_the_folders_and_the_same_each_time()
    {
        var first = await Pipeline.RunAsync(Fixtures);
        var second = await Pipeline.RunAsync(Fixtures);

        Assert.Equal(["bellows", "candle", "chimney", "ember", "flint", "kettle", "lantern", "poker", "soot", "wildfire"], first.Report.Packages.Select(package => package.Path));
        Assert.Equal(Enumerable.Range(0, 10), first.Report.Packages.Select(package => package.Index));
        Assert.Equal(first.Html, second.Html);
        Assert.Equal(10, first.Report.Summary.Packages);
        Assert.Equal(6, first.Report.Summary.BrokenLinks);
        Assert.Equal(10, first.Report.Summary.Grades.Values.Sum());
    }

    [Fact]
    public async Task What_packages_say_of_themselves_is_text_in_the_page()
    {
        var html = (await Pipeline.RunAsync(Fixtures)).Html;

        Assert.Contains("&lt;script&gt;alert(&#39;wildfire&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("A &lt;title&gt;", html, StringComparison.Ordinal);
        Assert.Contains("{0} {{1}}", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("<script").Length - 1);
        Assert.DoesNotContain('\u202e', html);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>MIT", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
