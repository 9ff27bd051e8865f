namespace Hearth.Modules;

/// <summary>A finding in the sources or the project file of the tasks.</summary>
/// <param name="Id">The compiler's id (<c>CS0103</c>) or one of Hearth's (<c>HEARTH2001</c>).</param>
/// <param name="Severity">Whether it stops the compilation.</param>
/// <param name="File">Relative to the workspace, with forward slashes. The tasks folder where no file is to blame.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong, in one line.</param>
public sealed record SourceDiagnostic(string Id, SourceSeverity Severity, string File, int Line, int Column, string Message)
{
    /// <summary>The form that editors and terminals recognise and link.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {(Severity == SourceSeverity.Error ? "error" : "warning")} {Id}: {Message}";
}
