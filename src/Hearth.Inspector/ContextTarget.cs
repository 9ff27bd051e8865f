namespace Hearth.Inspector;

/// <summary>A context that should have gone.</summary>
/// <param name="Context">Its name.</param>
/// <param name="LoadContext">The address of the object.</param>
internal sealed record ContextTarget(string Context, ulong LoadContext);
