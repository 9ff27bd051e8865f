namespace RepoHealth;

/// <summary>A folder that is a package or a git repository.</summary>
/// <param name="Index">Its position in the report, from 0.</param>
/// <param name="Name">The name that a list gave it.</param>
/// <param name="Path">Where it is, from the folder that was searched.</param>
/// <param name="Location">Where it is, absolute.</param>
/// <param name="Boundary">The folder that links and files are not followed out of, absolute.</param>
/// <param name="Repository">The git repository that it is or belongs to, absolute.</param>
public sealed record PackageFolder(int Index, string? Name, string Path, string Location, string Boundary, string? Repository);
