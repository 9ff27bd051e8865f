using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Definitions;

/// <summary>Reads inputs: a type name, or a mapping.</summary>
internal static class InputParser
{
    public static InputDefinition Parse(YamlEntry entry, ProblemCollector problems) => Parse(entry.Name, entry.Key.Position, entry.Value, problems);

    private static InputDefinition Parse(string name, SourcePosition position, YamlNode node, ProblemCollector problems)
    {
        switch (node)
        {
            case YamlScalar { Kind: YamlScalarKind.Text } scalar:
                var known = TypeOf(scalar, problems);
                return new InputDefinition { Name = name, Position = position, Type = known ?? InputType.String, IsTypeKnown = known is not null };
            case YamlMapping mapping:
                return ParseMapping(name, position, mapping, problems);
            default:
                problems.Add(ProblemIds.WrongType, node.Position, $"An input must be a type or a mapping; found {node.Describe()}");
                return new InputDefinition { Name = name, Position = position, Type = InputType.String, IsTypeKnown = false };
        }
    }

    private static InputDefinition ParseMapping(string name, SourcePosition position, YamlMapping mapping, ProblemCollector problems)
    {
        var isElement = name.Length == 0;
        var reader = new MappingReader(mapping, WorkflowKeys.Input.Names, isElement ? "the items of a list" : WorkflowKeys.Input.Owner, problems);
        var type = reader.RequiredNode("type") is not null && reader.TextScalar("type") is { } text ? TypeOf(text, problems) : null;
        if (type is { } known)
            CheckFits(reader, known, isElement);
        var definition = new InputDefinition
        {
            Name = name,
            Position = position,
            Type = type ?? InputType.String,
            IsTypeKnown = type is not null,
            Description = reader.Text("description"),
            Choices = Choices(reader),
            Minimum = reader.Number("minimum"),
            Maximum = reader.Number("maximum"),
            Items = reader.Node("items") is { } items ? Parse("", items.Position, items, problems) : null,
        };
        if (definition.Minimum > definition.Maximum)
            problems.Add(ProblemIds.OutOfRange, reader.PositionOf("minimum"), $"The minimum {definition.Minimum} is above the maximum {definition.Maximum}");
        return WithDefault(definition, mapping, problems);
    }

    private static InputType? TypeOf(YamlScalar scalar, ProblemCollector problems)
    {
        if (EnumText.TryParse<InputType>(scalar.Value, out var type))
            return type;

        var names = EnumText.Names<InputType>();
        problems.Add(
            ProblemIds.InvalidValue,
            scalar.Position,
            $"There is no type '{scalar.Value}'; types are {string.Join(", ", names)}",
            NearestName.Find(scalar.Value, names));
        return null;
    }

    private static void CheckFits(MappingReader reader, InputType type, bool isElement)
    {
        if (type is not (InputType.Integer or InputType.Number))
        {
            Misplaced("minimum", "a number or integer");
            Misplaced("maximum", "a number or integer");
        }

        if (type != InputType.List)
            Misplaced("items", "a list");
        if (isElement && reader.Has("default"))
            reader.Problems.Add(ProblemIds.InvalidValue, reader.PositionOf("default"), "The items of a list have no default");

        void Misplaced(string key, string owner)
        {
            if (reader.Has(key))
                reader.Problems.Add(ProblemIds.InvalidValue, reader.PositionOf(key), $"'{key}' belongs to {owner}, not to type {EnumText.Name(type)}");
        }
    }

    private static ImmutableArray<JsonElement> Choices(MappingReader reader)
    {
        var list = reader.Sequence("enum");
        if (list is { Items: [] })
            reader.Problems.Add(ProblemIds.InvalidValue, list.Position, "'enum' must have at least one value");
        return list is null ? [] : [.. list.Items.Select(item => item.ToJson())];
    }

    private static InputDefinition WithDefault(InputDefinition definition, YamlMapping mapping, ProblemCollector problems)
    {
        if (mapping.Find("default") is not { } entry)
            return definition;

        var template = ValueTemplate.Parse(entry.Value, problems);
        if (template.Constant is { } value)
            return definition with { Default = value, DefaultPosition = entry.Value.Position };

        problems.Add(ProblemIds.InvalidValue, entry.Value.Position, "A default is a value; it cannot have expressions");
        return definition with { Default = JsonOutput.Null, DefaultPosition = entry.Value.Position };
    }
}
