using System.Text;
using System.Text.Json;
using Hearth.Extensions.Reports;
using Hearth.Extensions.Tests.Support;

namespace Hearth.Extensions.Tests;

public sealed class ReportTests
{
    private static readonly RunReport Run = new("20261121-1", "words", "failed", 1.2, new DateTimeOffset(2026, 11, 21, 10, 51, 47, TimeSpan.Zero), "/w/.hearth/runs/20261121-1",
        JsonElement.Parse("""{"text":"a|b"}"""),
        [
            new StepReport("count", "succeeded", 0.02, [new AttemptReport(1, "succeeded", default, 0.02, Code: "5a4bad83aaaabbbb", Worker: "w1")], Items: new ItemsReport(2, 2, 0)),
            new StepReport("sum", "failed", 0.5, [new AttemptReport(1, "failed", default, 0.5, Code: "5a4bad83aaaabbbb", Worker: "w1",
                Error: new ErrorReport("HEARTH3001", "no ``` here", "System.FormatException", Frames: [new FrameReport("Sum.RunAsync", "tasks/Sum.cs", 31, "throw;")], Inner: new ErrorReport("HEARTH3001", "the cause")))]),
            new StepReport("after", "skipped", 0, [], Reason: "step 'sum' | failed"),
        ]);

    [Fact]
    public async Task Markdown_has_steps_failures_and_inputs()
    {
        var page = await WriteAsync(new MarkdownReport());

        Assert.StartsWith("# words: failed\n\nRun `20261121-1`, started 2026-11-21 10:51:47 UTC, 1.2 s.\n", page, StringComparison.Ordinal);
        Assert.Contains("| count | succeeded | 20 ms | 2/2 | 1 | `5a4bad83aaaa` |", page, StringComparison.Ordinal);
        Assert.Contains(@"| after | skipped (step 'sum' \| failed) |", page, StringComparison.Ordinal);
        Assert.Contains("````\nHEARTH3001 System.FormatException: no ``` here\n  at Sum.RunAsync (tasks/Sum.cs:31)\n     31 | throw;\ncaused by the cause\n````", page, StringComparison.Ordinal);
        Assert.Contains("## Inputs\n\n```json\n{\n  \"text\": \"a|b\"\n}\n```", page, StringComparison.Ordinal);
        Assert.DoesNotContain("## Outputs", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_reads_back_as_the_same_run()
    {
        var read = JsonSerializer.Deserialize<RunReport>(await WriteAsync(new JsonReport()), HearthJson.CreateOptions())!;

        Assert.Equal((Run.Run, Run.Status, Run.Seconds, 3), (read.Run, read.Status, read.Seconds, read.Steps.Count));
        Assert.Equal("the cause", read.Steps[1].Attempts[0].Error!.Inner!.Message);
    }

    private static async Task<string> WriteAsync(IReport report)
    {
        using var folder = new TemporaryFolder();
        using var output = new MemoryStream();
        await report.WriteAsync(Run, output, folder.Report());
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
