namespace Hearth.Workflows.Schemas;

/// <summary>The types of JSON Schema, as a set.</summary>
[Flags]
public enum JsonTypes
{
    /// <summary>No type: nothing is accepted.</summary>
    None = 0,

    /// <summary>null.</summary>
    Null = 1,

    /// <summary>true or false.</summary>
    Boolean = 2,

    /// <summary>A number without a fraction.</summary>
    Integer = 4,

    /// <summary>A number with a fraction; a set that accepts any number has <see cref="Integer"/> too.</summary>
    Number = 8,

    /// <summary>A text.</summary>
    String = 16,

    /// <summary>A list.</summary>
    Array = 32,

    /// <summary>An object.</summary>
    Object = 64,

    /// <summary>All of them.</summary>
    Any = Null | Boolean | Integer | Number | String | Array | Object,
}
