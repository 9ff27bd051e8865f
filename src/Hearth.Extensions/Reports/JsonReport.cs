using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearth.Extensions.Reports;

/// <summary>The run as an indented JSON object, with the members of <c>hearth show --json</c>.</summary>
public sealed class JsonReport : IReport
{
    private readonly JsonSerializerOptions _json = new(HearthJson.CreateOptions())
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <inheritdoc/>
    public string FileExtension => "json";

    /// <inheritdoc/>
    public string MediaType => "application/json";

    /// <inheritdoc/>
    public Task WriteAsync(RunReport run, Stream output, ReportContext context) => JsonSerializer.SerializeAsync(output, run, _json, context.CancellationToken);
}
