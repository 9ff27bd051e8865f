namespace RepoHealth;

/// <summary>What kind of readme a package has.</summary>
/// <param name="Length">Characters, without those around it.</param>
/// <param name="HasUsage">A heading promises how to install or use it.</param>
public sealed record ReadmeFacts(string File, int Length, int Headings, bool HasUsage);
