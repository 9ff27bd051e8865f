using System.Buffers;
using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;

namespace Hearth.Host.Runs;

/// <summary>What a workflow gives, once its steps have ended.</summary>
internal static class RunOutputs
{
    /// <summary>All outputs as an object.</summary>
    /// <exception cref="EvaluationException">One of them has no value.</exception>
    public static JsonElement Of(WorkflowDefinition workflow, IEvaluationScope scope)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var output in workflow.Outputs)
            {
                writer.WritePropertyName(output.Name);
                output.Value.Write(writer, scope);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
