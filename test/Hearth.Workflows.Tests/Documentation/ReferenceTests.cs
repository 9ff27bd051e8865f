using System.Text.RegularExpressions;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Tests.Documentation;

/// <summary>The reference names everything that there is, and its examples are valid.</summary>
public sealed partial class ReferenceTests
{
    [Theory]
    [InlineData("workflows.md")]
    [InlineData("expressions.md")]
    public void Examples_are_valid(string page)
    {
        var examples = YamlBlock().Matches(Read(page)).Select(match => match.Groups["text"].Value).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, text => Assert.Empty(WorkflowValidator.Validate([WorkflowParser.Parse("example.yaml", text)], SampleTasks.All)));
    }

    [Fact]
    public void Every_function_is_described_with_the_words_of_the_code()
    {
        var page = Read("expressions.md");

        Assert.All(Function.All, function => Assert.Contains($"| `{function.Signature}` | {function.Description} |", page));
        Assert.Equal(Function.All.Select(function => function.Name).Order(StringComparer.Ordinal), Function.All.Select(function => function.Name));
    }

    [Fact]
    public void Every_key_is_described()
    {
        var page = Read("workflows.md");
        KeyTable[] tables = [WorkflowKeys.Workflow, WorkflowKeys.Input, WorkflowKeys.Step, WorkflowKeys.Map, WorkflowKeys.Stage, WorkflowKeys.Cache, WorkflowKeys.Retry];

        Assert.All(tables.SelectMany(table => table.Names), name => Assert.Matches($@"(?m)^\| .*`{name}`.* \| ", page));
    }

    private static string Read(string page) => File.ReadAllText(Repository.PathOf("docs", "reference", page));

    [GeneratedRegex(@"```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex YamlBlock();
}
