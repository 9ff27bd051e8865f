namespace Hearth.Workflows.Yaml;

/// <summary>How a scalar is written in the file.</summary>
public enum YamlScalarStyle
{
    /// <summary>Without quotes: may be a number, a boolean or null.</summary>
    Plain,

    /// <summary>In single quotes.</summary>
    SingleQuoted,

    /// <summary>In double quotes, with escapes.</summary>
    DoubleQuoted,

    /// <summary>A block after <c>|</c>.</summary>
    Literal,

    /// <summary>A block after <c>&gt;</c>.</summary>
    Folded,
}
