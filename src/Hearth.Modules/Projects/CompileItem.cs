namespace Hearth.Modules.Projects;

/// <summary>One <c>Compile</c> element, in the order of the file.</summary>
internal sealed record CompileItem(bool Removes, string Pattern, string? Exclude);
