using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Infers what expressions give, and reports what they read that is not there. What is not known gives anything.</summary>
internal sealed class TypeInference(TypeScope scope, ProblemCollector problems)
{
    private static readonly JsonSchema s_text = JsonSchema.OfTypes(JsonTypes.String);
    private static readonly JsonSchema s_boolean = JsonSchema.OfTypes(JsonTypes.Boolean);
    private static readonly JsonSchema s_integer = JsonSchema.OfTypes(JsonTypes.Integer);

    private static readonly JsonSchema s_status = new()
    {
        Types = JsonTypes.String,
        Values = [.. new[] { "succeeded", "failed", "skipped" }.Select(status => Value.Of(status).ToElement())],
    };

    public TypeScope Scope => scope;

    public ProblemCollector Problems => problems;

    /// <summary>The type of a part of a template.</summary>
    public JsonSchema Infer(TemplateNode node)
    {
        switch (node)
        {
            case ConstantNode constant:
                return ConstantTypes.Of(constant.Value);
            case BrokenNode:
                return JsonSchema.Anything;
            case ExpressionNode expression:
                return Infer(expression.Expression);
            case TextNode text:
                foreach (var part in text.Parts)
                {
                    if (part.Expression is { } inserted)
                        Infer(inserted);
                }

                return s_text;
            case ListNode { ConstantJson: { } json }:
                return ConstantTypes.Of(System.Text.Json.JsonElement.Parse(json));
            case ListNode list:
                return JsonSchema.ListOf(list.Items.Length > 50 ? InferMany(list) : JsonSchema.Union([.. list.Items.Select(Infer)]));
            case ObjectNode mapping:
                return JsonSchema.ClosedObject(
                    mapping.Properties.Select(property => KeyValuePair.Create(property.Name, Infer(property.Value))).ToList(),
                    mapping.Properties.Select(property => property.Name));
            default:
                throw new InvalidOperationException($"No type of {node.GetType().Name}.");
        }
    }

    /// <summary>The type of an expression.</summary>
    public JsonSchema Infer(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return JsonSchema.Constant(literal.Value);
            case InputsExpression:
                return InputSchema.Of(scope.Workflow);
            case ItemExpression:
                return InItem(expression, "item") ?? JsonSchema.Anything;
            case IndexExpression:
                InItem(expression, "index");
                return s_integer;
            case RunIdExpression or RunDateExpression or EnvironmentExpression or SecretExpression:
                return s_text;
            case StepExpression step:
                return Step(step);
            case StageExpression stage:
                return Stage(stage);
            case MemberExpression { Target: InputsExpression } input when scope.Workflow.Input(input.Name) is null:
                problems.Add(
                    ProblemIds.UnknownInput,
                    input.Position,
                    $"There is no input '{input.Name}'",
                    NearestName.Find(input.Name, scope.Workflow.Inputs.Select(known => known.Name)));
                return JsonSchema.Anything;
            case MemberExpression member:
                return Property(Infer(member.Target), member.Name, member.Position);
            case ElementExpression element:
                return Element(element);
            case NotExpression not:
                Require(not.Operand, JsonTypes.Boolean, "What follows '!' must be");
                return s_boolean;
            case BinaryExpression binary:
                return Binary(binary);
            case CallExpression call:
                return Call(call);
            default:
                throw new InvalidOperationException($"No type of {expression.GetType().Name}.");
        }
    }

    private JsonSchema InferMany(ListNode list)
    {
        foreach (var item in list.Items)
            Infer(item);
        return JsonSchema.Anything;
    }

    private JsonSchema? InItem(Expression expression, string name)
    {
        if (scope.Item is null)
            problems.Add(ProblemIds.ItemOutsideMap, expression.Position, $"'{name}' has a value only in 'with' of a step with 'map'");
        return scope.Item;
    }

    private JsonSchema Step(StepExpression reference)
    {
        if (scope.Graph.Find(reference.Name) is not { } step)
        {
            problems.Add(
                ProblemIds.UnknownStep,
                reference.Position,
                $"There is no step '{reference.Name}'",
                NearestName.Find(reference.Name, scope.Graph.Names.Where(name => name != scope.Step?.StepName)));
            return JsonSchema.Anything;
        }

        if (scope.Step is { } own && own.StepName == reference.Name)
            problems.Add(ProblemIds.StepNotNeeded, reference.Position, $"Step '{own.StepName}' cannot read its own {(reference.IsStatus ? "status" : "output")}");
        else if (scope.Step is { } reader && !scope.Graph.NeededBy(reader).Contains(reference.Name))
            problems.Add(
                ProblemIds.StepNotNeeded,
                reference.Position,
                $"Step '{reader.StepName}' reads step '{reference.Name}' but does not need it; add '{reference.Name}' to its 'needs'");
        return reference.IsStatus ? s_status : scope.Types.OutputOf(step);
    }

    private JsonSchema Stage(StageExpression reference)
    {
        if (scope.Step is not { Stage: not null } reader || scope.Item is null)
        {
            problems.Add(ProblemIds.UnknownStage, reference.Position, "'stages' has values only in a stage of a step with 'map.steps', in its 'with' and 'cache'");
            return JsonSchema.Anything;
        }

        var before = scope.Graph.StagesBefore(reader).ToList();
        if (before.Find(stage => stage.Stage!.Name == reference.Name) is { } found)
            return scope.Types.OutputOfOne(found);
        var own = scope.Workflow.StepsNamed(reader.StepName);
        var known = before.Count == 0 ? "it is the first" : $"before it there are {string.Join(", ", before.Select(stage => stage.Stage!.Name))}";
        problems.Add(
            ProblemIds.UnknownStage,
            reference.Position,
            own.Any(stage => stage.Stage?.Name == reference.Name)
                ? $"Stage '{reader.Stage.Name}' cannot read stage '{reference.Name}', which does not come before it; {known}"
                : $"There is no stage '{reference.Name}' in step '{reader.StepName}'; {known}",
            NearestName.Find(reference.Name, before.Select(stage => stage.Stage!.Name)));
        return JsonSchema.Anything;
    }

    private JsonSchema Property(JsonSchema target, string name, SourcePosition position)
    {
        if ((ConstantTypes.TypesOf(target) & JsonTypes.Object) == JsonTypes.None)
        {
            problems.Add(ProblemIds.OperandType, position, $"Cannot read the property '{name}' of {target.Describe()}");
            return JsonSchema.Anything;
        }

        var objects = ConstantTypes.Alternatives(target).Where(option => option.Types.HasFlag(JsonTypes.Object)).ToList();
        var found = objects.Select(option => option.Property(name)).OfType<JsonSchema>().ToList();
        if (found.Count > 0)
            return JsonSchema.Union(found);

        var names = objects.SelectMany(option => option.Properties.Keys).Distinct().ToList();
        var known = names.Count == 0 ? "it has none" : $"it has {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", ..." : "")}";
        problems.Add(ProblemIds.UnknownProperty, position, $"There is no property '{name}'; {known}", NearestName.Find(name, names));
        return JsonSchema.Anything;
    }

    private JsonSchema Element(ElementExpression element)
    {
        var target = Infer(element.Target);
        var key = ConstantTypes.TypesOf(Infer(element.Key));
        var types = ConstantTypes.TypesOf(target);
        var byPosition = key.HasFlag(JsonTypes.Integer) && types.HasFlag(JsonTypes.Array);
        var byName = key.HasFlag(JsonTypes.String) && types.HasFlag(JsonTypes.Object);
        if (!byPosition && !byName)
        {
            problems.Add(ProblemIds.OperandType, element.Position, $"Cannot read an element of {target.Describe()} by {SchemaTypes.Describe(key)}");
            return JsonSchema.Anything;
        }

        return byName ? JsonSchema.Anything : ItemsOf(target);
    }

    /// <summary>What the elements of a list are.</summary>
    public static JsonSchema ItemsOf(JsonSchema list) => JsonSchema.Union(
        [.. ConstantTypes.Alternatives(list).Where(option => option.Types.HasFlag(JsonTypes.Array)).Select(option => option.Items ?? JsonSchema.Anything)]);

    private JsonSchema Binary(BinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                Require(binary.Left, JsonTypes.Boolean, $"The left side of '{binary.Operator.Text()}' must be");
                Require(binary.Right, JsonTypes.Boolean, $"The right side of '{binary.Operator.Text()}' must be");
                return s_boolean;
            case BinaryOperator.Coalesce:
                var left = SchemaCopies.WithoutNull(Infer(binary.Left));
                return JsonSchema.Union(left, Infer(binary.Right));
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                ComparisonCheck.Equality(binary, Infer(binary.Left), Infer(binary.Right), problems);
                return s_boolean;
            default:
                ComparisonCheck.Order(binary, Infer(binary.Left), Infer(binary.Right), problems);
                return s_boolean;
        }
    }

    private JsonSchema Call(CallExpression call)
    {
        var arguments = new JsonSchema[call.Arguments.Length];
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = Require(call.Arguments[index], call.Function.Parameter(index), $"Argument {index + 1} of {call.Function.Name}() must be");

        return call.Function.Name switch
        {
            "first" or "last" => ItemsOf(arguments[0]),
            "keys" or "split" => JsonSchema.ListOf(s_text),
            _ => JsonSchema.OfTypes(call.Function.Result),
        };
    }

    private JsonSchema Require(Expression expression, JsonTypes types, string what)
    {
        var schema = Infer(expression);
        if ((ConstantTypes.TypesOf(schema) & types) == JsonTypes.None)
            problems.Add(ProblemIds.OperandType, expression.Start, $"{what} {SchemaTypes.Describe(types)}, but this is {schema.Describe()}");
        return schema;
    }
}
