using System.Text;

namespace Hearth.Extensions.Reports;

/// <summary>The run for people: steps, times, code and workers, errors with their places, outputs. Markdown, as code hosts and editors show it.</summary>
public sealed class MarkdownReport : IReport
{
    /// <inheritdoc/>
    public string FileExtension => "md";

    /// <inheritdoc/>
    public string MediaType => "text/markdown";

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport run, Stream output, ReportContext context) =>
        await output.WriteAsync(Encoding.UTF8.GetBytes(MarkdownPage.Of(run)), context.CancellationToken);
}
