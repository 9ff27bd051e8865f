namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>What the sample says of its own fixtures.</summary>
public sealed class CatalogueFixtureTests
{
    [Theory]
    [InlineData("almanac", "main", "MIT", "images/almanac.svg", "")]
    [InlineData("barometer", "main", "MIT", null, "manifest-broken package.json:7")]
    [InlineData("compass", "main", null, null, "licence-missing, plain-http README.md:3, deprecated-api compass.js:3")]
    [InlineData("dulcimer", "trunk", "ISC", null, "deprecated-api dulcimer/__init__.py:5, outdated-field pyproject.toml:5")]
    [InlineData("easel", "main", "MIT", "screenshot.png", "deprecated-api easel.js:3, deprecated-api easel.js:1, outdated-field package.json:5, outdated-field package.json:15")]
    [InlineData("fathom", "main", "MIT", null, "licence-disagrees LICENSE:1, outdated-field Cargo.toml:1, deprecated-api src/main.rs:4")]
    [InlineData("gnomon", "main", "MIT", "icon.svg", "deprecated-api Gnomon.cs:6, outdated-field Gnomon.csproj:8, outdated-target Gnomon.csproj:3")]
    [InlineData("hourglass", "main", "MIT", null, "readme-missing, description-missing package.json, version-missing package.json")]
    [InlineData("inkwell", null, null, null, "empty")]
    [InlineData("kaleidoscope", "main", "MIT\" onmouseover=\"alert(1)", "images/kaleidoscope.svg", "licence-disagrees LICENSE:1")]
    [InlineData("lodestone", "main", "MIT", null, "conflict-marker README.md:3, conflict-marker README.md:7, manifest-missing")]
    public async Task Each_fixture_has_its_fault(string name, string? branch, string? licence, string? picture, string findings)
    {
        using var pipeline = new CataloguePipeline();
        var entry = await pipeline.EntryAsync((await pipeline.ListAsync()).Single(repository => repository.Name == name));

        Assert.Equal((branch, licence, picture), (entry.Package.Copy.Branch, entry.Package.Licence, entry.Package.Picture));
        Assert.Equal(findings, string.Join(", ", entry.Findings.Select(finding => $"{finding.Rule} {finding.File}{(finding.Line is { } line ? $":{line}" : "")}".TrimEnd())));
    }

    [Fact]
    public async Task They_are_the_same_commits_wherever_they_are_made_and_are_made_once()
    {
        using var first = new CataloguePipeline();
        using var second = new CataloguePipeline();

        Assert.Equal(await CommitsAsync(first), await CommitsAsync(second));
        Assert.Contains("Information: Nothing has changed in fixtures/.", first.Context.Lines);

        static async Task<IReadOnlyList<string?>> CommitsAsync(CataloguePipeline pipeline)
        {
            await pipeline.ListAsync();
            var commits = new List<string?>();
            foreach (var repository in (await pipeline.ListAsync()).Where(repository => repository.Name is not ("junction" or "oracle")))
                commits.Add((await pipeline.CloneAsync(repository)).Commit);
            return commits;
        }
    }
}
