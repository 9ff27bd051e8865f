using System.Text.Json;
using Hearth.Host.Views;

namespace Hearth.Host.Json;

/// <summary>A run's view as JSON and back: the output of <c>run</c>, <c>show</c>, <c>resume</c>, <c>retry</c> and <c>cancel</c>.</summary>
public static class RunViewJson
{
    /// <summary>The whole object, as UTF-8.</summary>
    public static byte[] Write(RunView run) => Utf8JsonWriterExtensions.Object(writer => Write(writer, run));

    /// <summary>What <see cref="Write(RunView)"/> wrote.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    public static RunView Read(JsonElement run) => new(run.RequiredText("run"), run.RequiredText("workflow"), run.RequiredText("status"), run.Double("seconds"),
        run.Member("created")?.GetDateTimeOffset() ?? default, run.Text("parent"), run.RequiredText("directory"), run.Member("inputs") ?? default,
        run.Member("outputs"), run.Text("error"), run.List("steps", ReadStep))
    {
        Definition = run.Member("definition") is { } definition ? DefinitionViewJson.Read(definition) : null,
        Warnings = run.List("warnings", warning => new WarningView(warning.RequiredText("id"), warning.RequiredText("message"))),
    };

    internal static void Write(Utf8JsonWriter writer, RunView run)
    {
        writer.WriteString("run", run.Run);
        writer.WriteString("workflow", run.Workflow);
        writer.WriteString("status", run.Status);
        writer.WriteNumber("seconds", run.Seconds);
        writer.WriteString("created", run.Created);
        writer.Text("parent", run.Parent);
        writer.WriteString("directory", run.Directory);
        writer.Element("inputs", run.Inputs);
        writer.Element("outputs", run.Outputs);
        writer.Text("error", run.Error);
        writer.List("steps", run.Steps, WriteStep);
        if (run.Definition is { } definition)
            DefinitionViewJson.Write(writer, definition);
        if (!run.Warnings.IsEmpty)
            writer.List("warnings", run.Warnings, WriteWarning);
    }

    private static void WriteWarning(Utf8JsonWriter writer, WarningView warning)
    {
        writer.WriteStartObject();
        writer.WriteString("id", warning.Id);
        writer.WriteString("message", warning.Message);
        writer.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter writer, StepView step)
    {
        writer.WriteStartObject();
        writer.WriteString("name", step.Name);
        writer.WriteString("status", step.Status);
        writer.WriteBoolean("reused", step.Reused);
        writer.Text("reason", step.Reason);
        writer.WriteNumber("seconds", step.Seconds);
        if (step.Items is { } items)
        {
            writer.WriteStartObject("items");
            writer.WriteNumber("total", items.Total);
            writer.WriteNumber("done", items.Done);
            writer.WriteNumber("failed", items.Failed);
            writer.WriteNumber("reused", items.Reused);
            writer.Number("dropped", items.Dropped);
            writer.WriteEndObject();
        }

        writer.List("attempts", step.Attempts, WriteAttempt);
        writer.WriteEndObject();
    }

    private static void WriteAttempt(Utf8JsonWriter writer, AttemptView attempt)
    {
        writer.WriteStartObject();
        writer.Number("item", attempt.Item);
        writer.WriteNumber("attempt", attempt.Attempt);
        writer.Text("code", attempt.Code);
        writer.Text("worker", attempt.Worker);
        writer.Text("run", attempt.Run);
        writer.WriteString("status", attempt.Status);
        writer.WriteString("started", attempt.Started);
        writer.WriteNumber("seconds", attempt.Seconds);
        AttemptErrorJson.Write(writer, "error", attempt.Error);
        writer.WriteEndObject();
    }

    private static StepView ReadStep(JsonElement step) => new(step.RequiredText("name"), step.RequiredText("status"), step.Boolean("reused"), step.Text("reason"),
        step.Double("seconds"), step.Member("items") is { } items
            ? new ItemCounts(items.Long("total") ?? 0, items.Long("done") ?? 0, items.Long("failed") ?? 0, items.Long("reused") ?? 0) { Dropped = items.Long("dropped") }
            : null, step.List("attempts", ReadAttempt));

    private static AttemptView ReadAttempt(JsonElement attempt) => new(attempt.Long("item"), attempt.Int("attempt"), attempt.Text("code"), attempt.Text("worker"),
        attempt.Text("run"), attempt.RequiredText("status"), attempt.Member("started")?.GetDateTimeOffset() ?? default, attempt.Double("seconds"),
        AttemptErrorJson.Read(attempt.Member("error")));
}
