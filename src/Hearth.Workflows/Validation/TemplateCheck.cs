using System.Collections.Immutable;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Compares a template with what its target accepts, part by part, so that each problem has its own place.</summary>
internal sealed class TemplateCheck(TypeInference inference, string target)
{
    private ProblemCollector Problems => inference.Problems;

    public void Check(TemplateNode node, JsonSchema accepted) => Check(node, accepted, "");

    private void Check(TemplateNode node, JsonSchema accepted, string path)
    {
        switch (node)
        {
            case ConstantNode constant:
                foreach (var violation in SchemaValidator.Validate(accepted, constant.Value))
                    Mismatch(node.Position, path + violation.Path[1..], violation.Message);
                break;
            case ListNode list:
                CheckList(list, accepted, path);
                break;
            case ObjectNode mapping:
                CheckObject(mapping, accepted, path);
                break;
            default:
                CheckInferred(node, accepted, path);
                break;
        }
    }

    private void CheckInferred(TemplateNode node, JsonSchema accepted, string path)
    {
        var position = node is ExpressionNode expression ? expression.Expression.Start : node.Position;
        foreach (var mismatch in SchemaCompatibility.Check(inference.Infer(node), accepted))
            Mismatch(position, path + mismatch.Path[1..], mismatch.Message, mismatch.Suggestion);
    }

    private void CheckList(ListNode list, JsonSchema accepted, string path)
    {
        var options = Options(accepted, JsonTypes.Array);
        if (options.IsEmpty)
            Mismatch(list.Position, path, $"{accepted.Describe()} is expected, but this is a list");
        if (options.Length > 1)
        {
            CheckInferred(list, accepted, path);
            return;
        }

        var items = options.Length == 1 ? options[0].Items ?? JsonSchema.Anything : JsonSchema.Anything;
        for (var index = 0; index < list.Items.Length; index++)
            Check(list.Items[index], items, $"{path}[{index}]");
        if (options is [var single] && (list.Items.Length < single.MinimumItems || list.Items.Length > single.MaximumItems))
            Mismatch(list.Position, path, $"{single.MinimumItems ?? 0} to {single.MaximumItems?.ToString() ?? "any number of"} elements are expected");
    }

    private void CheckObject(ObjectNode mapping, JsonSchema accepted, string path)
    {
        var options = Options(accepted, JsonTypes.Object);
        if (options.IsEmpty)
            Mismatch(mapping.Position, path, $"{accepted.Describe()} is expected, but this is an object");
        if (options.Length > 1)
        {
            CheckInferred(mapping, accepted, path);
            return;
        }

        var schema = options.Length == 1 ? options[0] : JsonSchema.Anything;
        foreach (var property in mapping.Properties)
        {
            var known = schema.Property(property.Name);
            if (known is null)
                Problems.Add(
                    ProblemIds.UnknownTargetProperty,
                    property.Position,
                    $"{target} has no {Subject(schema, path)} '{property.Name}'",
                    NearestName.Find(property.Name, schema.Properties.Keys.Except(mapping.Properties.Select(given => given.Name))));
            Check(property.Value, known ?? JsonSchema.Anything, $"{path}.{property.Name}");
        }

        foreach (var name in schema.Required.Where(name => mapping.Properties.All(property => property.Name != name)))
            Problems.Add(
                ProblemIds.MissingProperty,
                mapping.Position,
                $"{target} requires '{(path.Length == 0 ? name : $"{path.TrimStart('.')}.{name}")}', a value of type {schema.Property(name)?.Describe() ?? "unknown"}");
    }

    private static string Subject(JsonSchema schema, string path) =>
        path.Length == 0 ? "input" : schema.Title is { } title ? $"property in {title}" : $"property in '{path.TrimStart('.')}'";

    private static ImmutableArray<JsonSchema> Options(JsonSchema schema, JsonTypes type) =>
        [.. ConstantTypes.Alternatives(schema).Where(option => ConstantTypes.TypesOf(option).HasFlag(type))];

    private void Mismatch(SourcePosition position, string path, string message, string? suggestion = null)
    {
        var where = path.Length == 0 ? $"For {target}" : $"For '{path.TrimStart('.')}' of {target}";
        Problems.Add(ProblemIds.TypeMismatch, position, $"{where}: {message}", suggestion);
    }
}
