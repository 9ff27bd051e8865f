namespace RepoHealth;

/// <summary>How it is known when a package was last changed.</summary>
public enum CommitSource
{
    /// <summary>It is not known.</summary>
    None,

    /// <summary>The last commit.</summary>
    Git,

    /// <summary>The manifest or <c>metadata.json</c> says so.</summary>
    Metadata,

    /// <summary>The newest file: a guess, because copying a package makes its files new.</summary>
    Files,
}
