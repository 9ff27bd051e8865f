using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Host.Workspaces;

/// <summary>A vault or store that <c>hearth.yaml</c> sets up.</summary>
/// <param name="Name">The extension.</param>
/// <param name="Configuration">Its settings.</param>
/// <param name="Position">Where the extension is named.</param>
/// <param name="Keys">Where each setting stands.</param>
public sealed record ExtensionUse(string Name, JsonElement Configuration, SourcePosition Position, ImmutableDictionary<string, SourcePosition> Keys)
{
    private const string NameKey = "use";

    /// <summary>The extension without settings.</summary>
    public static ExtensionUse Of(string name, SourcePosition position = default) =>
        new(name, JsonElement.Parse("{}"), position, ImmutableDictionary<string, SourcePosition>.Empty);

    /// <summary>Reads a name, or a mapping with <c>use</c> and settings.</summary>
    /// <returns>Null after an error, which is reported.</returns>
    public static ExtensionUse? Read(YamlNode node, string owner, ProblemCollector problems)
    {
        if (node is YamlScalar { Kind: YamlScalarKind.Text } name)
            return Of(name.Value, name.Position);
        if (node is not YamlMapping mapping)
        {
            problems.Add(ProblemIds.WrongType, node.Position, $"{owner} must be the name of an extension, or a mapping with 'use'; found {node.Describe()}");
            return null;
        }

        if (mapping.Find(NameKey)?.Value is YamlScalar { Kind: YamlScalarKind.Text } use)
            return new ExtensionUse(use.Value, Settings(mapping), use.Position,
                mapping.Entries.Where(entry => entry.Name != NameKey).DistinctBy(entry => InJson(entry.Name)).ToImmutableDictionary(entry => InJson(entry.Name), entry => entry.Key.Position));
        problems.Add(ProblemIds.MissingKey, mapping.Find(NameKey)?.Value.Position ?? mapping.Position, $"'use' with the name of an extension is missing in {owner}");
        return null;
    }

    /// <summary>Settings are written as all of <c>hearth.yaml</c> is, and read as C# has them: <c>key-file</c> is <c>keyFile</c>.</summary>
    private static string InJson(string key) =>
        string.Concat(key.Split('-').Select((part, index) => index == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    private static JsonElement Settings(YamlMapping mapping)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var entry in mapping.Entries.Where(entry => entry.Name != NameKey).DistinctBy(entry => InJson(entry.Name)))
            {
                writer.WritePropertyName(InJson(entry.Name));
                entry.Value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
