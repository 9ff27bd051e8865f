namespace Catalogue;

/// <summary>One repository of the list.</summary>
/// <param name="Name">For people.</param>
/// <param name="Url">As the list has it: not checked yet.</param>
/// <param name="Description">What the list says of it.</param>
/// <param name="Category">Where the list puts it.</param>
public sealed record Repository(string Name, string Url, string? Description = null, string? Category = null);
