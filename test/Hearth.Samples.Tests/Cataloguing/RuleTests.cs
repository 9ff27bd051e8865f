using System.Text.RegularExpressions;
using Catalogue;

namespace Hearth.Samples.Tests.Cataloguing;

/// <summary>Rules over lines of text.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("lib/a.js", "const b = new Buffer(3);", "deprecated-api")]
    [InlineData("lib/a.ts", "let b = new Buffer(3)", "deprecated-api")]
    [InlineData("lib/a.js", "const b = Buffer.from([3]);", null)]
    [InlineData("notes.md", "call `new Buffer(3)`", null)]
    [InlineData("a.py", "from distutils.core import setup", "deprecated-api")]
    [InlineData("a.py", "import important", null)]
    [InlineData("a.csproj", "    <TargetFrameworks>net10.0;netcoreapp3.1</TargetFrameworks>", "outdated-target")]
    [InlineData("a.csproj", "    <TargetFramework>net10.0</TargetFramework>", null)]
    [InlineData("package.json", "  \"licenses\": []", "outdated-field")]
    [InlineData("other.json", "  \"licenses\": []", null)]
    [InlineData("any.file", "<<<<<<< HEAD", "conflict-marker")]
    [InlineData("any.file", "=======", null)]
    [InlineData("README.md", "[there](http://example.org)", "plain-http")]
    [InlineData("README.md", "[here](http://localhost:8080) and [there](https://example.org)", null)]
    public void A_rule_finds_what_it_is_about_and_nothing_else(string file, string line, string? rule) =>
        Assert.Equal(rule, TextRules.All.Where(one => one.IsAbout(file)).SelectMany(one => one.Check(file, [line])).SingleOrDefault()?.Rule);

    [Fact]
    public void A_finding_names_file_and_line() =>
        Assert.Equal(
            [new Finding("x", Severity.Advice, "Why.", "a.js", 2), new Finding("x", Severity.Advice, "Why.", "a.js", 3)],
            new TextRule("x", Severity.Advice, [".js"], new Regex("b", RegexOptions.None, TimeSpan.FromSeconds(1)), "Why.").Check("a.js", ["a", "b", "ab", ""]));
}
