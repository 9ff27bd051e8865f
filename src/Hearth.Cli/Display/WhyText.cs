using System.Text;
using Hearth.Host.Explanations;

namespace Hearth.Cli.Display;

/// <summary>An explanation for people: a chain of causes a line, the last one with its time.</summary>
internal static class WhyText
{
    public static IEnumerable<string> Of(WhyView view)
    {
        if (view.Steps.IsEmpty)
        {
            yield return $"{Mark(view.Verdict)} {view.Verdict}: {(view.Because.IsEmpty ? view.Subject : Chain(view))}";
            yield break;
        }

        yield return $"{Mark(view.Verdict)} {view.Subject} {view.Verdict}";
        foreach (var step in view.Steps)
            yield return $"  {Mark(step.Verdict)} {step.Verdict,-9}  {Chain(step)}";
    }

    /// <summary>Such as <c>report &lt;- score (input changed) &lt;- inspect[17] (file x changed 12:03:11)</c>.</summary>
    public static string Chain(WhyView view)
    {
        var text = new StringBuilder();
        for (var index = 0; index < view.Because.Length; index++)
        {
            var cause = view.Because[index];
            if (index > 0)
                text.Append(" <- ");
            text.Append(cause.Node);
            // That the input of the first changed is what the next one says.
            if (index > 0 || view.Because.Length == 1)
                text.Append($" ({cause.Change}{(index == view.Because.Length - 1 && view.Verdict is "computed" or "current" or "changed" ? $" {cause.At.ToLocalTime():HH:mm:ss}" : "")})");
        }

        return text.ToString();
    }

    private static string Mark(string verdict) => verdict switch
    {
        "computed" or "changed" => Ansi.Out.Yellow("●"),
        "reused" or "current" => Ansi.Out.Green("✓"),
        "failed" => Ansi.Out.Red("✗"),
        _ => Ansi.Out.Dim("○"),
    };
}
