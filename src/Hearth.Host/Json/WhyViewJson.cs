using System.Text.Json;
using Hearth.Host.Explanations;

namespace Hearth.Host.Json;

/// <summary>An explanation as JSON: the output of <c>why</c>.</summary>
public static class WhyViewJson
{
    /// <summary>The whole object, as UTF-8.</summary>
    public static byte[] Write(WhyView view) => Utf8JsonWriterExtensions.Object(writer => Write(writer, view));

    /// <summary>What <see cref="Write(WhyView)"/> wrote.</summary>
    internal static WhyView Read(JsonElement view) => new(view.RequiredText("subject"), view.RequiredText("verdict"),
        view.List("because", cause => new WhyCause(cause.RequiredText("node"), cause.RequiredText("change"), cause.GetProperty("at").GetDateTimeOffset())))
    {
        Steps = view.Member("steps") is null ? [] : view.List("steps", Read),
    };

    private static void Write(Utf8JsonWriter writer, WhyView view)
    {
        writer.WriteString("subject", view.Subject);
        writer.WriteString("verdict", view.Verdict);
        writer.List("because", view.Because, static (list, cause) =>
        {
            list.WriteStartObject();
            list.WriteString("node", cause.Node);
            list.WriteString("change", cause.Change);
            list.WriteString("at", cause.At);
            list.WriteEndObject();
        });
        if (view.Steps.IsEmpty)
            return;
        writer.List("steps", view.Steps, static (list, step) =>
        {
            list.WriteStartObject();
            Write(list, step);
            list.WriteEndObject();
        });
    }
}
