namespace Hearth.Workflows.Definitions;

/// <summary>The types of inputs.</summary>
public enum InputType
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object with any properties.</summary>
    Object,

    /// <summary>The path of a file that exists.</summary>
    File,
}
