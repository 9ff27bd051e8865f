namespace Hearth.Workflows.Yaml;

/// <summary>What a scalar is in the YAML 1.2 core schema. <c>yes</c> and <c>on</c> are texts.</summary>
public enum YamlScalarKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>Nothing, <c>null</c> or <c>~</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number: decimal, <c>0x1F</c> or <c>0o17</c>.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent.</summary>
    Number,
}
