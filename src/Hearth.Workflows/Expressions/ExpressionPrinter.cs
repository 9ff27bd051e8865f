using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearth.Workflows.Expressions;

/// <summary>Writes an expression with as few parentheses as keep its meaning.</summary>
internal static partial class ExpressionPrinter
{
    private const int Tightest = 6;

    public static string Print(Expression expression) => Print(expression, 0);

    private static string Print(Expression expression, int precedence) => expression switch
    {
        LiteralExpression { Value.ValueKind: JsonValueKind.String } literal => Quote(literal.Value.GetString()!),
        LiteralExpression literal => literal.Value.GetRawText(),
        InputsExpression => "inputs",
        ItemExpression => "item",
        IndexExpression => "index",
        RunIdExpression => "run.id",
        RunDateExpression => "run.date",
        EnvironmentExpression variable => $"env{Access(variable.Name)}",
        SecretExpression secret => $"vault{Access(secret.Name)}",
        StepExpression step => $"steps{Access(step.Name)}.{(step.IsStatus ? "status" : "output")}",
        StageExpression stage => $"stages{Access(stage.Name)}.output",
        MemberExpression member => $"{Print(member.Target, Tightest + 1)}{Access(member.Name)}",
        ElementExpression element => $"{Print(element.Target, Tightest + 1)}[{Print(element.Key, 0)}]",
        CallExpression call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Print))})",
        NotExpression not => Wrap($"!{Print(not.Operand, Tightest)}", Tightest < precedence),
        BinaryExpression binary => Wrap(PrintBinary(binary), binary.Operator.Precedence() < precedence),
        _ => throw new InvalidOperationException($"No text for {expression.GetType().Name}."),
    };

    private static string PrintBinary(BinaryExpression binary)
    {
        var own = binary.Operator.Precedence();
        var rightGrouping = binary.Operator == BinaryOperator.Coalesce;
        var left = Print(binary.Left, rightGrouping ? own + 1 : own);
        var right = Print(binary.Right, rightGrouping ? own : own + 1);
        return $"{left} {binary.Operator.Text()} {right}";
    }

    private static string Wrap(string text, bool parentheses) => parentheses ? $"({text})" : text;

    private static string Access(string name) => NamePattern().IsMatch(name) ? $".{name}" : $"[{Quote(name)}]";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
