using System.Collections.Immutable;
using Hearth.Workflows.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hearth.Workflows.Yaml;

/// <summary>Builds nodes from the events of the YAML parser.</summary>
internal sealed class YamlTreeBuilder(IParser parser, string text, ProblemCollector problems)
{
    private const int DeepestNode = 50;
    private const int MostNodes = 200_000;

    private readonly Dictionary<string, YamlNode> _anchors = [];
    private int _aliasedNodes;

    public YamlNode ReadNode(int depth)
    {
        var start = YamlReader.PositionOf(parser.Current?.Start ?? Mark.Empty);
        if (depth > DeepestNode)
            throw new YamlRefusedException(ProblemIds.TooDeep, start, $"Values are nested more than {DeepestNode} deep");

        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Resolve(alias.Value.Value, start);

        return parser.Current switch
        {
            Scalar => ReadScalar(parser.Consume<Scalar>()),
            SequenceStart => ReadSequence(parser.Consume<SequenceStart>(), depth),
            MappingStart => ReadMapping(parser.Consume<MappingStart>(), depth),
            _ => throw new YamlRefusedException(ProblemIds.MalformedYaml, start, "The text is not YAML: a value was expected"),
        };
    }

    private YamlNode Resolve(string anchor, SourcePosition position)
    {
        if (!_anchors.TryGetValue(anchor, out var node))
            throw new YamlRefusedException(ProblemIds.BadAlias, position, $"There is no anchor '&{anchor}' before this alias");

        _aliasedNodes += node.Size;
        return _aliasedNodes <= MostNodes
            ? node
            : throw new YamlRefusedException(ProblemIds.BadAlias, position, $"The aliases expand to more than {MostNodes} values");
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var start = YamlReader.PositionOf(scalar.Start);
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlScalarStyle.Literal,
            ScalarStyle.Folded => YamlScalarStyle.Folded,
            _ => YamlScalarStyle.Plain,
        };
        var from = (int)Math.Clamp(scalar.Start.Index, 0, text.Length);
        var to = (int)Math.Clamp(scalar.End.Index, from, text.Length);
        var node = new YamlScalar(start, scalar.Value, style) { Raw = text[from..to] };
        if (IsTag(scalar, "str"))
            node = node with { Kind = YamlScalarKind.Text };
        else
            CheckTag(scalar, start);
        return Remember(scalar, node);
    }

    private YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        var position = YamlReader.PositionOf(start.Start);
        if (!IsTag(start, "seq"))
            CheckTag(start, position);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return Remember(start, new YamlSequence(position, items.ToImmutable()));
    }

    private YamlMapping ReadMapping(MappingStart start, int depth)
    {
        var position = YamlReader.PositionOf(start.Start);
        if (!IsTag(start, "map"))
            CheckTag(start, position);
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, YamlScalar>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlScalar name)
                problems.Add(ProblemIds.BadKey, key.Position, $"A key must be a name, but this is {key.Describe()}");
            else if (seen.TryGetValue(name.Value, out var first))
                problems.Add(ProblemIds.DuplicateKey, name.Position, $"The key '{name.Value}' occurs twice; it is already on line {first.Position.Line}");
            else
            {
                seen.Add(name.Value, name);
                entries.Add(new YamlEntry(name, value));
            }
        }

        return Remember(start, new YamlMapping(position, entries.ToImmutable()));
    }

    private T Remember<T>(NodeEvent source, T node) where T : YamlNode
    {
        if (!source.Anchor.IsEmpty)
            _anchors[source.Anchor.Value] = node;
        return node;
    }

    private static bool IsTag(NodeEvent node, string name) => !node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value == $"tag:yaml.org,2002:{name}";

    private void CheckTag(NodeEvent node, SourcePosition position)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
            return;

        problems.Add(
            ProblemIds.UnsupportedTag,
            position,
            $"YAML reads '{node.Tag.Value}' as a tag, and Hearth uses none; put a text that begins with '!' in quotes or in ${{{{ }}}}");
    }
}
