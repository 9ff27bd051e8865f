using System.Reflection;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Tests.Documentation;

/// <summary>Every id has a page, and the example on it gives exactly that problem.</summary>
public sealed class ErrorPageTests
{
    public static TheoryData<string> Ids => [.. AllIds()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_id_has_a_page(string id)
    {
        var lines = File.ReadAllLines(PageOf(id));

        Assert.StartsWith($"# {id}: ", lines[0]);
        Assert.InRange(lines.Length, 8, 30);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_gives_the_problem(string id)
    {
        if (Example(File.ReadAllText(PageOf(id))) is not { } text)
        {
            // What happens while running or on the command line has no workflow as example.
            Assert.True(string.CompareOrdinal(id, "HEARTH1050") >= 0 || id == ProblemIds.DuplicateWorkflow, id);
            return;
        }

        var problems = WorkflowValidator.Validate([WorkflowParser.Parse("example.yaml", text)], SampleTasks.All, new KnownNames(["archive"], ["json", "markdown"]));

        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal(id, problem.Id));
    }

    [Fact]
    public void There_are_no_pages_without_an_id() =>
        Assert.Equal(AllIds().Order(), Directory.GetFiles(Folder(), "HEARTH10*.md").Select(Path.GetFileNameWithoutExtension).Order()!);

    [Fact]
    public void No_id_is_used_twice() => Assert.Equal(AllIds().Count(), AllIds().Distinct().Count());

    private static IEnumerable<string> AllIds() =>
        typeof(ProblemIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    private static string? Example(string page) =>
        page.IndexOf("```yaml\n", StringComparison.Ordinal) is var start and >= 0 ? page[(start + 8)..page.LastIndexOf("```", StringComparison.Ordinal)] : null;

    private static string Folder() => Repository.PathOf("docs", "reference", "errors");

    private static string PageOf(string id) => Path.Combine(Folder(), $"{id}.md");
}
