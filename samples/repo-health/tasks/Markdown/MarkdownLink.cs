namespace RepoHealth;

/// <summary>A link as it is written, and the line that it is on, from 1.</summary>
public sealed record MarkdownLink(int Line, string Target);
