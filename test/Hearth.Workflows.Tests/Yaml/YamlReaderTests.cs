using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("", "HEARTH1002", 1, 1)]
    [InlineData("# only a comment\n", "HEARTH1002", 1, 1)]
    [InlineData("---\n", "HEARTH1002", 1, 1)]
    [InlineData("a: 1\n---\nb: 2\n", "HEARTH1003", 2, 1)]
    [InlineData("a: 1\nb: 2\na: 3\n", "HEARTH1004", 3, 1)]
    [InlineData("a: *nowhere\n", "HEARTH1005", 1, 4)]
    [InlineData("a: &x [*x]\n", "HEARTH1005", 1, 8)]
    [InlineData("[a]: 1\n", "HEARTH1006", 1, 1)]
    [InlineData("a:\n\tb: 1\n", "HEARTH1001", 2, 1)]
    [InlineData("a: \u0000\n", "HEARTH1001", 1, 4)]
    [InlineData("a: !thing 1\n", "HEARTH1016", 1, 4)]
    public void Text_that_cannot_be_used_is_a_problem(string text, string id, int line, int column)
    {
        var problem = Assert.Single(YamlReader.Read("f.yaml", text).Problems);

        Assert.Equal((id, line, column), (problem.Id, problem.Line, problem.Column));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_a_problem()
    {
        var problem = Assert.Single(YamlReader.Read("f.yaml", $"a: 1\nb: {(char)0xD800}\n").Problems);

        Assert.Equal((ProblemIds.MalformedYaml, 2, 4), (problem.Id, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("a:\n\tb: 1\n", "tab")]
    [InlineData("a: { b: ${{ inputs.x }} }\n", "quotes")]
    public void Usual_mistakes_are_explained(string text, string word) => Assert.Contains(word, Assert.Single(YamlReader.Read("f.yaml", text).Problems).Message);

    [Fact]
    public void Aliases_are_their_anchors() =>
        Assert.Equal("""{"a":{"b":[1,2]},"c":{"b":[1,2]}}""", YamlReader.Read("f.yaml", "a: &x { b: [1, 2] }\nc: *x\n").Root!.ToJson().GetRawText());

    [Fact]
    public void Expansion_bombs_are_refused()
    {
        var lines = Enumerable.Range(1, 40).Select(number => $"a{number}: &a{number} [{string.Join(", ", Enumerable.Repeat($"*a{number - 1}", 9))}]");

        var document = YamlReader.Read("f.yaml", $"a0: &a0 x\n{string.Join('\n', lines)}\n");

        Assert.Null(document.Root);
        Assert.Equal(ProblemIds.BadAlias, Assert.Single(document.Problems).Id);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal(ProblemIds.TooDeep, Assert.Single(YamlReader.Read("f.yaml", new string('[', 10_000) + new string(']', 10_000)).Problems).Id);

    [Theory]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("True", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("+007", "7")]
    [InlineData("-12345678901234567890123", "-12345678901234567890123")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("2020-01-01", "\"2020-01-01\"")]
    public void Scalars_follow_the_core_schema(string scalar, string json) =>
        Assert.Equal($"{{\"a\":{json}}}", YamlReader.Read("f.yaml", $"a: {scalar}\n").Root!.ToJson().GetRawText());

    /// <summary>The character X of the value is looked for at the position of the X in the text.</summary>
    [Theory]
    [InlineData("a: plain X\n")]
    [InlineData("a: plain\n   on two X lines\n")]
    [InlineData("a: 'it''s X'\n")]
    [InlineData("a: \"tab\\t \\u00e9 \\x41 X\"\n")]
    [InlineData("a: \"smile \\U0001F600 X\"\n")]
    [InlineData("a: \"folded\n\n\n   after X\"\n")]
    [InlineData("a: \"joined \\\n   here X\"\n")]
    [InlineData("a: |\n  first\n    second\n\n  third X\n")]
    [InlineData("a: >\n  first\n  second X\n")]
    [InlineData("a: >-\n\n  first\n  second\n\n  third X\n")]
    [InlineData("b: [1, { a: 'X' }]\r\na: \"é\r\n  X\"\r\n")]
    public void Characters_of_a_value_have_their_place(string text)
    {
        var mapping = Assert.IsType<YamlMapping>(YamlReader.Read("f.yaml", text).Root);
        var scalar = Assert.IsType<YamlScalar>(mapping.Find("a")!.Value);
        var before = text[..text.LastIndexOf('X')];

        var position = scalar.PositionOf(scalar.Value.IndexOf('X'));

        Assert.Equal(new SourcePosition(before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n')), position);
    }
}
