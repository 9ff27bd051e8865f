namespace Hearth.Modules.Schemas;

/// <summary>Which way a value goes: the serializer reads and writes the same type in different shapes.</summary>
internal enum SchemaDirection
{
    /// <summary>Read from JSON.</summary>
    Input,

    /// <summary>Written to JSON.</summary>
    Output,
}
