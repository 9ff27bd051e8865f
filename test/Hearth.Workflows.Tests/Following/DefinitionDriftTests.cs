using System.Text.RegularExpressions;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;
using Hearth.Workflows.Tests.Definitions;

namespace Hearth.Workflows.Tests.Following;

public sealed partial class DefinitionDriftTests
{
    private const string Flow = """
        code: latest
        inputs: { word: string, count: { type: integer, default: 3, minimum: 1 } }
        steps:
          a: { task: t }
          b:
            needs: [a]
            when: steps.a.status == 'succeeded'
            task: t
            map: { over: "${{ steps.a.output }}", concurrency: 2 }
            with: { text: "inputs.word", say: "${{ inputs.word }}!", list: [1, { x: 1, y: 2 }] }
            retry: { times: 3, delay: 1s }
            timeout: 30s
            cache: { files: [one, two], folders: docs, exclude: old, environment: LANG }
          c: { needs: b, workflow: nested }
        outputs: { word: "${{ inputs.word }}" }
        reports: markdown
        """;

    private const string Nested = "steps: { n: { task: t, with: { a: 1 } } }";

    [Theory]
    [InlineData("code: latest\n", "# said better\ncode: 'latest'   # still\n\n")]
    [InlineData("code: latest\n", "description: For people.\ndefinition: pin\n")]
    [InlineData("  a: { task: t }\n", "  a:\n    description: The first.\n    task: \"t\"\n    needs: []\n    with: {}\n")]
    [InlineData("needs: [a]", "needs: a")]
    [InlineData("steps.a.status == 'succeeded'", "${{ (steps.a.status) == \"succeeded\" }}")]
    [InlineData("{ text: \"inputs.word\", say: \"${{ inputs.word }}!\"", "{ say: \"${{inputs['word']}}!\", text: inputs.word")]
    [InlineData("{ x: 1, y: 2 }", "{ y: 2, x: 1 }")]
    [InlineData("timeout: 30s", "timeout: 0.5m")]
    [InlineData("{ times: 3, delay: 1s }", "3")]
    [InlineData("files: [one, two]", "files: [two, one, one]")]
    [InlineData("inputs: { word: string,", "inputs: { word: { type: string, description: The word. },")]
    public void What_means_the_same_is_no_difference(string was, string becomes) =>
        Assert.True(Between(Flow, Edited(was, becomes)).IsEmpty);

    [Theory]
    [InlineData("needs: [a]", "needs: []", "b")]
    [InlineData("== 'succeeded'", "== 'failed'", "b")]
    [InlineData("steps.a.status == 'succeeded'", "true", "b")]
    [InlineData("\"inputs.word\"", "\"${{ inputs.word }}\"", "b")]
    [InlineData("${{ inputs.word }}!", "${{ inputs.word }}?", "b")]
    [InlineData("x: 1", "x: \"1\"", "b")]
    [InlineData("[1, {", "[2, {", "b")]
    [InlineData("concurrency: 2", "concurrency: 3", "b")]
    [InlineData("${{ steps.a.output }}", "${{ steps.a.output.list }}", "b")]
    [InlineData("times: 3", "times: 4", "b")]
    [InlineData("timeout: 30s", "timeout: 31s", "b")]
    [InlineData("timeout: 30s", "continue-on-error: true", "b")]
    [InlineData("timeout: 30s", "store: archive", "b")]
    [InlineData("timeout: 30s", "isolation: step", "b")]
    [InlineData("[one, two]", "[one, three]", "b")]
    [InlineData("environment: LANG", "environment: HOME", "b")]
    [InlineData("{ files: [one, two], folders: docs, exclude: old, environment: LANG }", "true", "b")]
    [InlineData("folders: docs", "folders: texts", "b")]
    [InlineData("exclude: old", "exclude: new", "b")]
    [InlineData("  a: { task: t }", "  a: { task: u }", "a")]
    [InlineData("workflow: nested", "task: nested", "c")]
    public void A_step_that_means_something_else_is_changed(string was, string becomes, string step)
    {
        var drift = Between(Flow, Edited(was, becomes));

        Assert.Equal([step], drift.Changed.AsEnumerable());
        Assert.Empty(drift.Added.Concat(drift.Removed).Concat(drift.Keys));
    }

    [Theory]
    [InlineData("code: latest", "code: pinned", "code")]
    [InlineData("code: latest", "definition: follow", "definition")]
    [InlineData("code: latest", "isolation: run", "isolation")]
    [InlineData("word: string", "word: integer", "inputs")]
    [InlineData("default: 3", "default: 4", "inputs")]
    [InlineData("default: 3, ", "", "inputs")]
    [InlineData("default: 3", "default: null", "inputs")]
    [InlineData("minimum: 1", "minimum: 2", "inputs")]
    [InlineData("{ word: \"${{ inputs.word }}\" }", "{ other: \"${{ inputs.word }}\" }", "outputs")]
    [InlineData("reports: markdown", "reports: [json]", "reports")]
    public void A_key_of_the_workflow_is_named(string was, string becomes, string key)
    {
        var drift = Between(Flow, Edited(was, becomes));

        Assert.Equal([key], drift.Keys.AsEnumerable());
        Assert.Empty(drift.Added.Concat(drift.Removed).Concat(drift.Changed));
    }

    [Fact]
    public void A_rename_is_a_step_removed_and_one_added()
    {
        var drift = Between(Flow, Edited("  a: { task: t }", "  z: { task: t }\n  first: { task: t }").Replace("needs: [a]", "needs: [z]", StringComparison.Ordinal));

        Assert.Equal(["z", "first"], drift.Added.AsEnumerable());
        Assert.Equal(["a"], drift.Removed.AsEnumerable());
        Assert.Equal(["b"], drift.Changed.AsEnumerable());
    }

    [Fact]
    public void A_nested_workflow_is_part_of_the_step_that_runs_it_however_deep()
    {
        const string Deep = "steps: { d: { workflow: nested } }";
        var flow = Flow.Replace("workflow: nested", "workflow: deep", StringComparison.Ordinal);
        DefinitionDrift Changed(string nested) => Between(Library(flow, Nested, Deep), Library(flow, nested, Deep));

        Assert.Equal(["c"], Changed(Nested.Replace("a: 1", "a: 2", StringComparison.Ordinal)).Changed.AsEnumerable());
        Assert.True(Changed("# a comment\n" + Nested).IsEmpty);
    }

    [Fact]
    public void Any_change_of_the_sample_shows()
    {
        // The keys that people see are the only ones that do not count.
        foreach (Match match in Scalar().Matches(WorkflowParserTests.Sample))
        {
            var edited = WorkflowParserTests.Sample.Remove(match.Index, match.Length).Insert(match.Index, $"{match.Value}7");
            if (WorkflowParser.Parse("flow.yaml", edited) is { Problems.IsEmpty: true } && !match.Value.EndsWith("publish", StringComparison.Ordinal) && !match.Groups["key"].Value.Contains("description", StringComparison.Ordinal))
                Assert.False(Between(WorkflowParserTests.Sample, edited).IsEmpty, edited);
        }
    }

    [Fact]
    public void The_guide_is_right_about_its_example()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "guide", "following.md"));
        var examples = Fence().Matches(page).Select(match => match.Groups["text"].Value).ToList();

        var drift = Between(examples[0], examples[1]);

        Assert.Contains($"added {string.Join(", ", drift.Added)}  removed {string.Join(", ", drift.Removed)}  changed {string.Join(", ", drift.Changed)}\n", page, StringComparison.Ordinal);
        Assert.All([drift.Added, drift.Removed, drift.Changed], names => Assert.Single(names));
    }

    private static string Edited(string was, string becomes)
    {
        Assert.Contains(was, Flow, StringComparison.Ordinal);
        return Flow.Replace(was, becomes, StringComparison.Ordinal);
    }

    private static DefinitionDrift Between(string older, string newer) => Between(Library(older, Nested, Nested), Library(newer, Nested, Nested));

    private static DefinitionDrift Between(Dictionary<string, WorkflowDefinition> older, Dictionary<string, WorkflowDefinition> newer) =>
        DefinitionDrift.Between(older["flow"], older, newer["flow"], newer);

    private static Dictionary<string, WorkflowDefinition> Library(string flow, string nested, string deep) =>
        new[] { ("flow", flow), ("nested", nested), ("deep", deep), ("publish", nested) }.ToDictionary(file => file.Item1, file =>
        {
            var parsed = WorkflowParser.Parse($"workflows/{file.Item1}.yaml", file.Item2);
            Assert.Empty(parsed.Problems);
            return parsed.Definition!;
        });

    [GeneratedRegex(@"```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    /// <summary>Digits and words at which a digit can be put.</summary>
    [GeneratedRegex(@"(?m)(?<key>^.*?)(?<=[:\[] )[A-Za-z0-9]+(?=\W)", RegexOptions.CultureInvariant)]
    private static partial Regex Scalar();
}
