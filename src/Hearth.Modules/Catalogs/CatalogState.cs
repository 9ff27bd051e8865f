namespace Hearth.Modules.Catalogs;

/// <summary>How an extension stands. Written in kebab-case: <c>compile-failed</c>.</summary>
public enum CatalogState
{
    /// <summary>Found, and not compiled yet.</summary>
    Indexed,

    /// <summary>Compiled, or precompiled and whole: can be used.</summary>
    Compiled,

    /// <summary>Its file does not compile.</summary>
    CompileFailed,

    /// <summary>It compiles and is refused: its name is taken, its types are no JSON, no worker could create it.</summary>
    ValidationFailed,

    /// <summary>Its file cannot be read.</summary>
    Unreadable,

    /// <summary>Its file is gone.</summary>
    Orphaned,

    /// <summary>Its file is there and does not have it any more.</summary>
    Removed,
}
