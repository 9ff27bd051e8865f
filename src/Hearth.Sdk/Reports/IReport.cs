namespace Hearth;

/// <summary>Turns a run into a document: <c>reports:</c> of a workflow writes it at the end of each run, <c>hearth report</c> whenever asked.</summary>
/// <remarks>
/// A report is a public, non-abstract class with a parameterless constructor; settings come by <see cref="IConfigurable{TConfiguration}"/>. One instance serves all
/// calls with the same settings, several at once.
/// </remarks>
public interface IReport
{
    /// <summary>The extension of its files, without a dot: <c>md</c>.</summary>
    string FileExtension { get; }

    /// <summary>What kind of document it is: <c>text/markdown</c>.</summary>
    string MediaType { get; }

    /// <summary>Writes the document.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">Where to; the caller disposes of it.</param>
    /// <param name="context">Log, workspace and cancellation of the call.</param>
    Task WriteAsync(RunReport run, Stream output, ReportContext context);
}
