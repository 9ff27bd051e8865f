namespace Catalogue;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Might be better.</summary>
    Advice,

    /// <summary>Should be mended.</summary>
    Warning,

    /// <summary>Hinders those who want to use it.</summary>
    Error,
}
