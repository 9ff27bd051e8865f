using System.Text.Json;
using Hearth.Host.Results;

namespace Hearth.Host.Json;

/// <summary>A plan as JSON and back: the output of <c>run --plan</c>.</summary>
public static class PlanViewJson
{
    /// <summary>The whole object, as UTF-8.</summary>
    public static byte[] Write(PlanView plan) => Utf8JsonWriterExtensions.Object(writer => Write(writer, plan));

    internal static void Write(Utf8JsonWriter writer, PlanView plan)
    {
        writer.WriteString("workflow", plan.Workflow);
        writer.List("steps", plan.Steps, WriteStep);
    }

    internal static PlanView Read(JsonElement plan) => new(plan.RequiredText("workflow"), plan.List("steps", step => new StepPlanView(
        step.RequiredText("name"), step.RequiredText("verdict"), step.RequiredText("reason"), step.Member("items") is { } items
            ? new PlanCounts(items.Long("total") ?? 0, items.Long("reuse") ?? 0, items.Long("compute") ?? 0)
            : null)));

    private static void WriteStep(Utf8JsonWriter writer, StepPlanView step)
    {
        writer.WriteStartObject();
        writer.WriteString("name", step.Name);
        writer.WriteString("verdict", step.Verdict);
        writer.WriteString("reason", step.Reason);
        if (step.Items is { } items)
        {
            writer.WriteStartObject("items");
            writer.WriteNumber("total", items.Total);
            writer.WriteNumber("reuse", items.Reuse);
            writer.WriteNumber("compute", items.Compute);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
