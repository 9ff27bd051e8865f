namespace Hearth.Modules.Projects;

/// <summary>A package that the project asks for; no version where versions are central.</summary>
internal sealed record PackageItem(string Name, string? Version);
