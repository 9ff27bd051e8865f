namespace RepoHealth;

/// <summary>Under which terms a package is given.</summary>
/// <param name="File">The file with the terms.</param>
/// <param name="Found">What the file was recognised as, an SPDX identifier; null when it was not.</param>
/// <param name="Declared">What the manifest says.</param>
/// <param name="Agrees">File and manifest do not contradict each other.</param>
/// <param name="IsInherited">The file is that of the repository around the package.</param>
public sealed record LicenceFacts(string? File, string? Found, string? Declared, bool Agrees, bool IsInherited);
