namespace Hearth.Workflows.Yaml;

/// <summary>A key and its value in a mapping.</summary>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    /// <summary>The text of the key.</summary>
    public string Name => Key.Value;
}
