using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Host.Views;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Following;

namespace Hearth.Cli.Display;

/// <summary>A run for people: what happened, what came out, what went wrong and where.</summary>
internal static class RunText
{
    private const int MostFailures = 5;

    /// <param name="run">The run.</param>
    /// <param name="details">Also every attempt.</param>
    public static IEnumerable<string> Of(RunView run, bool details)
    {
        yield return $"{Mark(run.Status)} {Ansi.Out.Bold(run.Workflow)} {run.Status} {(run.Status is "succeeded" or "failed" ? "in" : "after")} {Figures.Seconds(run.Seconds)}"
            + Ansi.Out.Dim($"   run {run.Run}");
        var width = run.Steps.Select(step => step.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var step in run.Steps)
        {
            yield return $"  {Mark(step.Status)} {step.Name.PadRight(width)}  {(step.Reused ? "reused" : step.Status),-9}  {(step.Status is "pending" or "skipped" ? "" : Figures.Seconds(step.Seconds)),8}"
                + (step.Items is { } items && step.Status is not ("pending" or "skipped") ? $"  {Items(items)}" : "") + (step.Reason is null ? "" : $"  {Ansi.Out.Dim(step.Reason)}");
            foreach (var line in Attempts(step, details))
                yield return line;
        }

        foreach (var change in run.Definition?.Changes ?? [])
            yield return $"  {Ansi.Out.Yellow("↻")} definition changed after {Figures.Seconds((change.At - run.Created).TotalSeconds)}{Ansi.Out.Dim(Drift(change.Drift))}";
        foreach (var warning in run.Warnings)
            yield return $"  {Ansi.Out.Yellow("!")} {Ansi.Out.Dim(warning.Id)} {warning.Message}";
        if (run.Error is not null)
            yield return $"  {Ansi.Out.Red(run.Error)}";
        foreach (var line in Outputs(run))
            yield return line;
        if (run.Status != "succeeded")
            yield return Ansi.Out.Dim(Next(run));
    }

    public static string Mark(string status) => status switch
    {
        "succeeded" => Ansi.Out.Green("✓"),
        "failed" => Ansi.Out.Red("✗"),
        "running" => Ansi.Out.Yellow("●"),
        "interrupted" or "cancelled" => Ansi.Out.Yellow("◼"),
        _ => Ansi.Out.Dim("○"),
    };

    private static string Drift(DefinitionDrift drift)
    {
        var parts = new (string What, ImmutableArray<string> Names)[] { ("added", drift.Added), ("removed", drift.Removed), ("changed", [.. drift.Changed, .. drift.Keys]) };
        return string.Concat(parts.Where(part => !part.Names.IsEmpty).Select(part => $"  {part.What} {string.Join(", ", part.Names)}"));
    }

    private static string Items(ItemCounts items)
    {
        var text = $"{Figures.Count(items.Done)}/{Figures.Count(items.Total)} items";
        if (items.Reused > 0)
            text += $", {Figures.Count(items.Reused)} reused";
        return items.Failed > 0 ? $"{text}, {Ansi.Out.Red($"{Figures.Count(items.Failed)} failed")}" : text;
    }

    private static IEnumerable<string> Attempts(StepView step, bool details)
    {
        // Of an item that was repeated the last failure says enough, unless details were asked for.
        var failures = step.Attempts.Where(attempt => attempt.Error is not null).ToList();
        var shown = details ? [.. step.Attempts]
            : step.Status is "failed" ? failures.GroupBy(attempt => attempt.Item).Select(item => item.Last()).Take(MostFailures).ToList()
            : [];
        foreach (var attempt in shown)
        {
            var what = attempt.Item is { } item ? $"item {item}, attempt {attempt.Attempt}" : $"attempt {attempt.Attempt}";
            yield return Ansi.Out.Dim($"      {what}: {attempt.Status}, {Figures.Seconds(attempt.Seconds)}"
                + (attempt.Worker is null ? "" : $", worker {attempt.Worker}") + (attempt.Code is null ? "" : $", code {attempt.Code[..12]}")
                + (attempt.Run is null ? "" : $", run {attempt.Run}"));
            if (attempt.Error is { } error)
                foreach (var line in Error(error, "        "))
                    yield return line;
        }

        var more = failures.Select(attempt => attempt.Item).Distinct().Count() - MostFailures;
        if (!details && step.Status == "failed" && more > 0)
            yield return Ansi.Out.Dim($"      … and {Figures.Count(more)} more failed items");
    }

    private static IEnumerable<string> Error(AttemptError error, string indent, bool cause = false)
    {
        var type = error.Type is null ? "" : $"{error.Type[(error.Type.LastIndexOf('.') + 1)..]}: ";
        yield return $"{indent}{(cause ? "" : $"{Ansi.Out.Dim(error.Id)} ")}{Ansi.Out.Red($"{type}{error.Message.ReplaceLineEndings($"\n{indent}")}")}";
        foreach (var frame in error.Frames)
        {
            yield return $"{indent}  at {frame.Method}" + (frame.File is null ? "" : $" ({frame.File}:{frame.Line})");
            if (frame.Source is not null)
                yield return Ansi.Out.Dim($"{indent}     {frame.Line} | {frame.Source}");
        }

        if (error.Inner is { } inner)
        {
            yield return $"{indent}caused by";
            foreach (var line in Error(inner, indent + "  ", cause: true))
                yield return line;
        }
    }

    private static IEnumerable<string> Outputs(RunView run)
    {
        if (run.Outputs is not { ValueKind: JsonValueKind.Object } outputs || !outputs.EnumerateObject().Any())
            yield break;
        var width = outputs.EnumerateObject().Max(output => output.Name.Length);
        foreach (var output in outputs.EnumerateObject())
        {
            if (!IsFlat(output.Value))
            {
                yield return $"  {output.Name.PadRight(width)}  {Value(output.Value)}";
                continue;
            }

            yield return $"  {output.Name}";
            var inner = output.Value.EnumerateObject().Max(member => member.Name.Length);
            foreach (var member in output.Value.EnumerateObject())
                yield return $"    {member.Name.PadRight(inner)}  {Value(member.Value)}";
        }
    }

    /// <summary>A few figures with names read better below each other.</summary>
    private static bool IsFlat(JsonElement value)
    {
        const int most = 12;
        return value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() is > 0 and <= most
            && value.EnumerateObject().All(member => member.Value.ValueKind is not JsonValueKind.Array || member.Value.GetArrayLength() == 0);
    }

    private static string Value(JsonElement value)
    {
        const int longest = 500;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length > longest ? $"{text[..longest]}… ({Figures.Count(text.Length)} characters; --json shows all)" : text;
    }

    private static string Next(RunView run) => run.Status switch
    {
        "failed" or "cancelled" => $"  logs: hearth logs {run.Run}    again: hearth retry {run.Run}",
        "interrupted" => $"  go on: hearth resume {run.Run}",
        _ => $"  look again: hearth show {run.Run}",
    };
}
