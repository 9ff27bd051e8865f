using Hearth.Host.Results;

namespace Hearth.Cli.Display;

/// <summary>A plan for people: a line for each step.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Of(PlanView plan)
    {
        yield return $"{Ansi.Out.Bold(plan.Workflow)} would";
        var width = plan.Steps.Select(step => step.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var step in plan.Steps)
            yield return $"  {Mark(step.Verdict)} {step.Verdict,-7}  {step.Name.PadRight(width)}{(step.Items is { } items ? $"  {Items(items)}" : "")}  {Ansi.Out.Dim(step.Reason)}";
    }

    private static string Items(PlanCounts items) => items.Compute == 0 || items.Reuse == 0 ? $"{Figures.Count(items.Total)} items"
        : $"{Figures.Count(items.Total)} items, {Figures.Count(items.Compute)} to compute";

    private static string Mark(string verdict) => verdict switch
    {
        "reuse" => Ansi.Out.Green("✓"),
        "compute" => Ansi.Out.Yellow("●"),
        _ => Ansi.Out.Dim("○"),
    };
}
