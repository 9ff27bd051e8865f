namespace Hearth.Modules.Projects;

/// <summary>An assembly that the project refers to by path, absolute.</summary>
internal sealed record ReferenceItem(string Name, string Path);
