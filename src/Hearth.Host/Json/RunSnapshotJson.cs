using System.Text.Json;
using Hearth.Host.Runs;

namespace Hearth.Host.Json;

/// <summary>A run's snapshot as JSON and back.</summary>
public static class RunSnapshotJson
{
    /// <summary>One line for programs: <c>{"event": "progress", …}</c>.</summary>
    public static byte[] Event(RunSnapshot snapshot, bool logs) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.WriteString("event", "progress");
        Write(writer, logs ? snapshot : snapshot with { Logs = [] });
    });

    internal static void Write(Utf8JsonWriter writer, RunSnapshot snapshot)
    {
        writer.WriteString("run", snapshot.Run);
        writer.WriteString("workflow", snapshot.Workflow);
        writer.WriteString("status", snapshot.Status);
        writer.WriteNumber("seconds", snapshot.Seconds);
        writer.List("steps", snapshot.Steps, WriteStep);
        writer.List("logs", snapshot.Logs, WriteLog);
    }

    internal static RunSnapshot Read(JsonElement snapshot) => new(snapshot.RequiredText("run"), snapshot.RequiredText("workflow"), snapshot.RequiredText("status"),
        snapshot.Double("seconds"), snapshot.List("steps", ReadStep), snapshot.List("logs", ReadLog));

    private static void WriteStep(Utf8JsonWriter writer, StepSnapshot step)
    {
        writer.WriteStartObject();
        writer.WriteString("name", step.Name);
        writer.WriteString("status", step.Status);
        writer.WriteBoolean("mapped", step.Mapped);
        writer.WriteNumber("total", step.Total);
        writer.WriteNumber("done", step.Done);
        writer.WriteNumber("reused", step.Reused);
        writer.WriteNumber("failed", step.Failed);
        writer.WriteNumber("executing", step.Executing);
        writer.WriteNumber("seconds", step.Seconds);
        writer.WriteNumber("rate", step.Rate);
        writer.Text("message", step.Message);
        writer.Text("reason", step.Reason);
        if (step.SecondsLeft is { } left)
            writer.WriteNumber("secondsLeft", left);
        if (!step.Workers.IsEmpty)
            writer.List("workers", step.Workers, WriteWorker);
        writer.WriteEndObject();
    }

    private static StepSnapshot ReadStep(JsonElement step) => new(step.RequiredText("name"), step.RequiredText("status"), step.Boolean("mapped"),
        step.Long("total") ?? 0, step.Long("done") ?? 0, step.Long("reused") ?? 0, step.Long("failed") ?? 0, step.Int("executing"), step.Double("seconds"), step.Double("rate"),
        step.Text("message"), step.Text("reason"))
    {
        Workers = step.Member("workers") is null ? [] : step.List("workers", ReadWorker),
    };

    private static void WriteWorker(Utf8JsonWriter writer, WorkerSnapshot worker)
    {
        writer.WriteStartObject();
        writer.WriteString("worker", worker.Worker);
        writer.WriteNumber("item", worker.Item);
        writer.WriteNumber("seconds", worker.Seconds);
        writer.WriteNumber("waiting", worker.Waiting);
        writer.WriteEndObject();
    }

    private static WorkerSnapshot ReadWorker(JsonElement worker) =>
        new(worker.RequiredText("worker"), worker.Long("item") ?? 0, worker.Double("seconds"), worker.Long("waiting") ?? 0);

    private static void WriteLog(Utf8JsonWriter writer, LogLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("step", line.Step);
        writer.WriteNumber("item", line.Item);
        writer.WriteNumber("level", (int)line.Level);
        writer.WriteString("text", line.Text);
        writer.WriteEndObject();
    }

    private static LogLine ReadLog(JsonElement line) =>
        new(line.RequiredText("step"), line.Long("item") ?? 0, (TaskLogLevel)line.Int("level"), line.RequiredText("text"));
}
