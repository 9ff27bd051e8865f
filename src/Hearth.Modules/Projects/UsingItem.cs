namespace Hearth.Modules.Projects;

/// <summary>A global using that the project adds or takes away, in the order of the file.</summary>
internal sealed record UsingItem(bool Removes, string Text);
