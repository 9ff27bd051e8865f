using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Yaml;

public sealed class MappingReaderTests
{
    private static readonly string[] s_keys = ["text", "flag", "count", "size", "wait", "names", "table"];

    [Theory]
    [InlineData("tezt: a", "HEARTH1007", 1, "text")]
    [InlineData("text: 5", "HEARTH1008", 7, null)]
    [InlineData("flag: yes", "HEARTH1008", 7, null)]
    [InlineData("count: abc", "HEARTH1008", 8, null)]
    [InlineData("count: 11", "HEARTH1013", 8, null)]
    [InlineData("count: 99999999999999999999", "HEARTH1013", 8, null)]
    [InlineData("size: 16", "HEARTH1008", 7, null)]
    [InlineData("wait: 5", "HEARTH1008", 7, null)]
    [InlineData("wait: 2d", "HEARTH1013", 7, null)]
    [InlineData("names: [a, 5]", "HEARTH1008", 12, null)]
    [InlineData("names: { a: b }", "HEARTH1008", 8, null)]
    [InlineData("table: [a]", "HEARTH1008", 8, null)]
    public void Values_of_wrong_types_are_reported_and_read_as_absent(string text, string id, int column, string? suggestion)
    {
        var problems = new ProblemCollector("hearth.yaml");
        var reader = Reader(text, problems);

        reader.Text("text");
        reader.Boolean("flag");
        reader.Integer("count", 1, 10);
        reader.Size("size");
        reader.Duration("wait", TimeSpan.Zero, TimeSpan.FromDays(1));
        reader.Texts("names");
        reader.Mapping("table");

        var problem = Assert.Single(problems.ToImmutable());
        Assert.Equal((id, 1, column, suggestion), (problem.Id, problem.Line, problem.Column, problem.Suggestion));
    }

    [Fact]
    public void Values_of_right_types_are_read()
    {
        var problems = new ProblemCollector("hearth.yaml");
        var reader = Reader("{ text: a, flag: true, count: 0x0A, size: 1MiB, wait: 1m, names: b, table: { c: d } }", problems);

        Assert.Equal("a", reader.Text("text"));
        Assert.True(reader.Boolean("flag"));
        Assert.Equal(10, reader.Integer("count", 1, 10));
        Assert.Equal(1024 * 1024, reader.Size("size"));
        Assert.Equal(TimeSpan.FromMinutes(1), reader.Duration("wait", TimeSpan.Zero, TimeSpan.FromDays(1)));
        Assert.Equal(["b"], reader.Texts("names").Select(name => name.Value));
        Assert.Equal("c", Assert.Single(reader.Mapping("table")!.Entries).Name);
        Assert.Equal(0, problems.Count);
    }

    [Fact]
    public void A_key_that_is_not_in_the_table_cannot_be_read() =>
        Assert.Throws<ArgumentException>(() => Reader("text: a", new ProblemCollector("f")).Text("other"));

    private static MappingReader Reader(string text, ProblemCollector problems) =>
        new((YamlMapping)YamlReader.Read("hearth.yaml", text).Root!, s_keys, "the settings", problems);
}
