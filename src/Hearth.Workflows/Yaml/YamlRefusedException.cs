using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>Ends the reading of a document that is YAML but that is refused. Never leaves <see cref="YamlReader"/>.</summary>
internal sealed class YamlRefusedException(string id, SourcePosition position, string message) : Exception(message)
{
    public string Id { get; } = id;

    public SourcePosition Position { get; } = position;
}
