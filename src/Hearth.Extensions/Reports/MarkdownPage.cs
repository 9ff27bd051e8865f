using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hearth.Extensions.Reports;

/// <summary>Writes a run as one page.</summary>
internal static class MarkdownPage
{
    private const int LongestValue = 20_000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(RunReport run)
    {
        var page = new StringBuilder();
        page.Append($"# {Inline(run.Workflow)}: {run.Status}\n\n");
        page.Append($"Run `{run.Run}`, started {run.Created.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {Seconds(run.Seconds)}.\n");
        if (run.Error is { } error)
            page.Append($"\n{Fence(error)}\n");
        Steps(page, run);
        foreach (var step in run.Steps)
            Failures(page, step);
        Value(page, "Inputs", run.Inputs);
        if (run.Outputs is { } outputs)
            Value(page, "Outputs", outputs);
        return page.ToString();
    }

    private static void Steps(StringBuilder page, RunReport run)
    {
        page.Append("\n## Steps\n\n| step | status | time | items | attempts | code |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var step in run.Steps)
        {
            var items = step.Items is { } counts ? $"{counts.Done}/{counts.Total}{(counts.Failed > 0 ? $", {counts.Failed} failed" : "")}" : "";
            var code = string.Join(", ", step.Attempts.Select(attempt => attempt.Code).OfType<string>().Distinct().Select(key => $"`{key[..Math.Min(12, key.Length)]}`"));
            page.Append($"| {Inline(step.Name)} | {step.Status}{(step.Reason is { } reason ? $" ({Inline(reason)})" : "")} | {Seconds(step.Seconds)} | {items} | {(step.Attempts.Count > 0 ? step.Attempts.Count : "")} | {code} |\n");
        }
    }

    private static void Failures(StringBuilder page, StepReport step)
    {
        var failures = step.Attempts.Where(attempt => attempt.Error is not null).ToList();
        if (failures.Count == 0)
            return;
        page.Append($"\n## Failures of {Inline(step.Name)}\n");
        foreach (var attempt in failures)
        {
            page.Append($"\n### {(attempt.Item is { } item ? $"Item {item}, attempt" : "Attempt")} {attempt.Attempt}: {attempt.Status}\n\n");
            page.Append($"{Seconds(attempt.Seconds)}{(attempt.Worker is { } worker ? $", worker {worker}" : "")}{(attempt.Run is { } run ? $", run `{run}`" : "")}\n\n{Fence(Text(attempt.Error!))}\n");
        }
    }

    private static string Text(ErrorReport error)
    {
        var text = new StringBuilder();
        for (var current = error; current is not null; current = current.Inner)
        {
            text.Append(current == error ? "" : "\ncaused by ").Append(current == error ? $"{current.Id} " : "").Append(current.Type is { } type ? $"{type}: " : "").Append(current.Message);
            foreach (var frame in current.Frames ?? [])
                text.Append($"\n  at {frame.Method}{(frame.File is { } file ? $" ({file}:{frame.Line})" : "")}{(frame.Source is { } source ? $"\n     {frame.Line} | {source}" : "")}");
        }

        return text.ToString();
    }

    private static void Value(StringBuilder page, string title, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any()))
            return;
        var text = JsonSerializer.Serialize(value, Indented);
        page.Append($"\n## {title}\n\n{Fence(text.Length > LongestValue ? $"{text[..LongestValue]}\n… ({text.Length} characters)" : text, "json")}\n");
    }

    /// <summary>A fence longer than any in the text, so that no text ends it.</summary>
    private static string Fence(string text, string language = "")
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}{language}\n{text.ReplaceLineEndings("\n")}\n{fence}\n";
    }

    private static string Inline(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text.ReplaceLineEndings(" "))
            escaped.Append(character is '|' or '<' or '*' or '[' or ']' or '`' or '\\' ? "\\" : "").Append(character);
        return escaped.ToString();
    }

    private static string Seconds(double seconds) => seconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
}
