namespace Hearth.Host.Extensions;

/// <summary>A report that was written.</summary>
/// <param name="Run">The run.</param>
/// <param name="Format">The report.</param>
/// <param name="File">Its file, absolute.</param>
/// <param name="MediaType">What kind of document it is.</param>
public sealed record WrittenReport(string Run, string Format, string File, string MediaType);
