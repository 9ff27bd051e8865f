namespace Hearth.Modules.Projects;

/// <summary>An assembly that the project refers to by path.</summary>
/// <param name="Name">As the project file says it.</param>
/// <param name="Path">Where it should be, absolute.</param>
/// <param name="Missing">What to say where it is not there.</param>
internal sealed record ReferenceItem(string Name, string Path, SourceDiagnostic Missing);
