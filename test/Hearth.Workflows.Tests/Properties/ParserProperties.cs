using FsCheck;
using FsCheck.Fluent;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Tests.Definitions;
using Hearth.Workflows.Validation;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Properties;

/// <summary>Whatever the text is: problems inside the file, and never an exception.</summary>
public sealed class ParserProperties
{
    private static readonly string[] s_fragments =
    [
        "a", "steps", ":", ": ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ", ", "'", "\"", "${{ ", " }}", "inputs.x", "item", "map", "with", "needs",
        "task", "workflow", "|", ">", "&a ", "*a", "!", "# ", "\t", "---", "? ", "%YAML 1.2\n", "\\", "\r\n", "é", "\ud83d\ude00", "0x", "1e9", "~", "<<: ", "\u0085",
        "retry", "30s", "when", " == ", "??", "(", ")", "length(", "outputs", "...", "\ufeff",
    ];

    [Fact]
    public void Any_text_is_parsed() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => IsSound(text.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_mixture_of_fragments_is_parsed() => Check(Gen.Elements(s_fragments).ArrayOf().Select(string.Concat), 3000, IsSound);

    [Fact]
    public void Any_mutation_of_a_good_workflow_is_validated() => Check(Mutations(), 1500, IsSound);

    [Fact]
    public void Any_text_is_read_as_an_expression() =>
        Check(Gen.Elements(s_fragments).ArrayOf().Select(string.Concat), 3000, text =>
        {
            var problems = new ProblemCollector("f.yaml");
            var condition = Condition.Parse(new YamlScalar(SourcePosition.Start, text, YamlScalarStyle.DoubleQuoted), problems);
            return (condition is null) == (problems.Count > 0);
        });

    private static Gen<string> Mutations() =>
        from edits in (from at in Gen.Choose(0, WorkflowParserTests.Sample.Length - 1)
                       from length in Gen.Choose(0, 12)
                       from insert in Gen.Elements(s_fragments)
                       select (at, length, insert)).ListOf()
        select edits.Take(5).Aggregate(WorkflowParserTests.Sample, (text, edit) =>
        {
            var at = Math.Min(edit.at, text.Length);
            return text.Remove(at, Math.Min(edit.length, text.Length - at)).Insert(at, edit.insert);
        });

    private static bool IsSound(string text)
    {
        var parsed = WorkflowParser.Parse("example.yaml", text);
        var lines = text.ReplaceLineEndings("\n").Split('\n').Length;
        var problems = WorkflowValidator.Validate([parsed, WorkflowParser.Parse("publish.yaml", text)], SampleTasks.All);
        return problems.All(problem => problem.Line >= 1 && problem.Column >= 1 && problem.Line <= lines + 1 && problem.Message.Length > 0)
            && (parsed.Definition is not null || parsed.Problems.Length > 0);
    }

    private static void Check(Gen<string> texts, int count, Func<string, bool> property) =>
        Prop.ForAll(texts.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(count));
}
