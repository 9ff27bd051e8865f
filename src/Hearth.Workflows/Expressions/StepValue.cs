using System.Text.Json;

namespace Hearth.Workflows.Expressions;

/// <summary>How a step ended and what it gave. Safe for use from several threads.</summary>
public sealed class StepValue
{
    private readonly Lazy<JsonElement> _output;

    /// <summary>With its output at hand.</summary>
    /// <param name="status"><c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</param>
    /// <param name="output">Its output; JSON null when there is none.</param>
    public StepValue(string status, JsonElement output) => (Status, _output) = (status, new Lazy<JsonElement>(output));

    /// <summary>With an output that is read when an expression first needs it.</summary>
    /// <param name="status"><c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</param>
    /// <param name="content">What identifies it: two with the same are the same.</param>
    /// <param name="read">Reads it.</param>
    public StepValue(string status, string content, Func<JsonElement> read) =>
        // What cannot be read now may be there the next time.
        (Status, Content, _output) = (status, content, new Lazy<JsonElement>(read, LazyThreadSafetyMode.PublicationOnly));

    /// <summary><c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public string Status { get; }

    /// <summary>Its output; JSON null when there is none.</summary>
    public JsonElement Output => _output.Value;

    /// <summary>What identifies the output where it is not at hand; two with the same are the same.</summary>
    public string? Content { get; }
}
