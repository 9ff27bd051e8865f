using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Reports comparisons that can never be true.</summary>
internal static class ComparisonCheck
{
    private const JsonTypes Numbers = JsonTypes.Integer | JsonTypes.Number;

    public static void Equality(BinaryExpression binary, JsonSchema left, JsonSchema right, ProblemCollector problems)
    {
        if ((Widen(ConstantTypes.TypesOf(left)) & Widen(ConstantTypes.TypesOf(right))) == JsonTypes.None)
            problems.Add(ProblemIds.OperandType, binary.Position, $"{left.Describe()} never equals {right.Describe()}");
        else if (binary.Right is LiteralExpression literal)
            Choice(binary.Right.Position, left, literal.Value, problems);
        else if (binary.Left is LiteralExpression first)
            Choice(binary.Left.Position, right, first.Value, problems);
    }

    public static void Order(BinaryExpression binary, JsonSchema left, JsonSchema right, ProblemCollector problems)
    {
        var shared = Widen(ConstantTypes.TypesOf(left)) & Widen(ConstantTypes.TypesOf(right));
        if ((shared & (Numbers | JsonTypes.String)) == JsonTypes.None)
            problems.Add(
                ProblemIds.OperandType,
                binary.Position,
                $"'{binary.Operator.Text()}' compares two numbers or two texts, but this is {left.Describe()} and {right.Describe()}");
    }

    /// <summary>A value that is compared with a choice must be one of the choices; it is mistyped otherwise.</summary>
    private static void Choice(SourcePosition position, JsonSchema choice, JsonElement value, ProblemCollector problems)
    {
        var choices = choice.Resolve().Values;
        if (choices.Length == 0 || choices.Any(allowed => JsonElement.DeepEquals(allowed, value)))
            return;

        var nearest = value.ValueKind != JsonValueKind.String
            ? null
            : NearestName.Find(value.GetString()!, choices.Where(allowed => allowed.ValueKind == JsonValueKind.String).Select(allowed => allowed.GetString()!));
        problems.Add(ProblemIds.OperandType, position, $"This never equals {value.GetRawText()}; it is {choice.Describe()}", nearest);
    }

    private static JsonTypes Widen(JsonTypes types) => (types & Numbers) == JsonTypes.None ? types : types | Numbers;
}
