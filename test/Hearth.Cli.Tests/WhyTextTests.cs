using Hearth.Cli.Display;
using Hearth.Host.Explanations;
using Hearth.Host.Results;

namespace Hearth.Cli.Tests;

/// <summary>Chains of causes and plans, as people read them.</summary>
public sealed class WhyTextTests
{
    private static readonly DateTimeOffset At = new(new DateTime(2026, 11, 21, 12, 3, 11, DateTimeKind.Local));

    [Fact]
    public void A_chain_ends_with_what_changed_and_when()
    {
        var view = new WhyView("r/report", "computed",
            [new WhyCause("report", "input changed", At), new WhyCause("score", "input changed", At), new WhyCause("inspect[17]", "file samples/x/README.md changed", At)]);

        Assert.Equal(["● computed: report <- score (input changed) <- inspect[17] (file samples/x/README.md changed 12:03:11)"], WhyText.Of(view));
    }

    [Fact]
    public void One_cause_says_what_it_is()
    {
        Assert.Equal(["✓ reused: score (same code, input and files as in r)"], WhyText.Of(new WhyView("r/score", "reused", [new WhyCause("score", "same code, input and files as in r", At)])));
        Assert.Equal(["○ skipped: tell (its condition is false: false)"], WhyText.Of(new WhyView("r/tell", "skipped", [new WhyCause("tell", "its condition is false: false", At)])));
    }

    [Fact]
    public void A_plan_has_a_line_for_each_step()
    {
        var plan = new PlanView("flow", [new StepPlanView("one", "reuse", "as in r", null), new StepPlanView("all", "compute", "never computed", new PlanCounts(1343, 1342, 1)), new StepPlanView("last", "unknown", "depends", null)]);

        Assert.Equal(["flow would", "  ✓ reuse    one   as in r", "  ● compute  all   1,343 items, 1 to compute  never computed", "  ○ unknown  last  depends"], PlanText.Of(plan));
    }
}
