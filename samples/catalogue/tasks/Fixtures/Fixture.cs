namespace Catalogue;

/// <summary>A repository to be made, or only to be listed.</summary>
/// <param name="Name">Also of the folder with its files; without that folder the repository is empty.</param>
/// <param name="Branch">Its default branch.</param>
/// <param name="Date">Of its first commit.</param>
/// <param name="Missing">It is listed, and none is made.</param>
/// <param name="Url">What the list says instead; then none is made.</param>
public sealed record Fixture(string Name, DateOnly Date, string Branch = "main", bool Missing = false, string? Url = null, string? Description = null, string? Category = null);
