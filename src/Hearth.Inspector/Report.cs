using System.Text.Json;

namespace Hearth.Inspector;

/// <summary>What was found, as JSON.</summary>
internal static class Report
{
    public static void Write(Stream output, IReadOnlyList<Finding> findings)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartArray("contexts");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("context", finding.Context);
            if (finding.Cause is not null)
                writer.WriteString("cause", finding.Cause);
            writer.WriteStartArray("path");
            foreach (var step in finding.Path)
                writer.WriteStringValue(step);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>It could not be looked: that is an answer too.</summary>
    public static void Write(Stream output, Exception failure)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("error", $"{failure.GetType().Name}: {failure.Message}");
        writer.WriteEndObject();
    }
}
