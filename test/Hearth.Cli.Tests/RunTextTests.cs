using System.Text.Json;
using Hearth.Cli.Display;
using Hearth.Host.Views;
using Hearth.Workers.Protocol;

namespace Hearth.Cli.Tests;

public sealed class RunTextTests
{
    [Fact]
    public void A_failed_run_says_what_where_and_what_next()
    {
        var error = new AttemptError("HEARTH3001", "no such page", "System.IO.FileNotFoundException", false, [new ErrorFrame("Fetch.RunAsync", "tasks/Fetch.cs", 12, "Open(path);")], null);
        var run = new RunView("20260101-000000-abcd", "pages", "failed", 2.5, default, null, "/w", default, null, null,
        [
            new StepView("fetch", "failed", false, null, 2.4, new ItemCounts(3, 2, 1, 0),
                [new AttemptView(1, 1, new string('a', 64), "w1", null, "failed", default, 0.25, error)]),
            new StepView("report", "skipped", false, "fetch failed", 0, null, []),
        ]);

        Assert.Equal(
        [
            "✗ pages failed in 2.5 s   run 20260101-000000-abcd",
            "  ✗ fetch   failed        2.4 s  2/3 items, 1 failed",
            "      item 1, attempt 1: failed, 0.3 s, worker w1, code aaaaaaaaaaaa",
            "        HEARTH3001 FileNotFoundException: no such page",
            "          at Fetch.RunAsync (tasks/Fetch.cs:12)",
            "             12 | Open(path);",
            "  ○ report  skipped              fetch failed",
            "  logs: hearth logs 20260101-000000-abcd    again: hearth retry 20260101-000000-abcd",
        ], RunText.Of(run, details: false));
    }

    [Fact]
    public void Outputs_are_shown_and_long_ones_cut()
    {
        var outputs = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["file"] = "/x", ["text"] = new string('y', 600) });
        var lines = RunText.Of(new RunView("r", "w", "succeeded", 1, default, null, "/w", default, outputs, null, []), details: false).ToList();

        Assert.Equal("  file  /x", lines[1]);
        Assert.EndsWith("… (600 characters; --json shows all)", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count);
    }
}
