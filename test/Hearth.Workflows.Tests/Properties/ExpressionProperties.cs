using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Tests.Properties;

/// <summary>What is printed is read back as the same expression.</summary>
public sealed class ExpressionProperties
{
    [Fact]
    public void Printed_expressions_are_read_back() =>
        Prop.ForAll(Expressions(4).ToArbitrary(), expression =>
        {
            var text = ExpressionPrinter.Print(expression);
            var problems = new ProblemCollector("f.yaml");
            var read = ExpressionReader.Read(text, 0, inTemplate: false, _ => default, problems, out _);
            return (read is not null && Structure(read) == Structure(expression)).Label($"{text} {string.Join('\n', problems.ToImmutable())}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<Expression> Expressions(int depth)
    {
        var name = Gen.Elements("a", "b-c", "with space", "it's", "_x9");
        var leaf = Gen.OneOf(
            Gen.Elements("1", "-2.5e3", "true", "null", "\"x\"", "\"it's \\\" }}\"").Select(json => (Expression)new LiteralExpression(default, JsonElement.Parse(json))),
            Gen.Elements<Expression>(new InputsExpression(default), new ItemExpression(default), new IndexExpression(default), new RunIdExpression(default)),
            name.Select(variable => (Expression)new EnvironmentExpression(default, variable)),
            name.Select(stage => (Expression)new StageExpression(default, stage)),
            from step in name from status in Gen.Elements(true, false) select (Expression)new StepExpression(default, step, status));
        if (depth == 0)
            return leaf;

        var inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(operand => (Expression)new NotExpression(default, operand)),
            from target in inner from member in name select (Expression)new MemberExpression(default, target, member),
            from target in inner
            from key in inner.Where(key => key is not LiteralExpression { Value.ValueKind: JsonValueKind.String })
            select (Expression)new ElementExpression(default, target, key),
            from binary in Gen.Elements(Enum.GetValues<BinaryOperator>())
            from left in inner
            from right in inner
            select (Expression)new BinaryExpression(default, binary, left, right),
            from function in Gen.Elements(Function.All.AsEnumerable())
            from first in inner
            from second in inner
            from third in inner
            select (Expression)new CallExpression(default, function, [.. new[] { first, second, third }.Take(function.FewestArguments)]));
    }

    private static string Structure(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Value.ValueKind == JsonValueKind.String ? $"text {literal.Value.GetString()}" : literal.Value.GetRawText(),
        EnvironmentExpression variable => $"env {variable.Name}",
        StageExpression stage => $"stage {stage.Name}",
        StepExpression step => $"step {step.Name} {step.IsStatus}",
        MemberExpression member => $"({Structure(member.Target)} . {member.Name})",
        BinaryExpression binary => $"({Structure(binary.Left)} {binary.Operator} {Structure(binary.Right)})",
        CallExpression call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Structure))})",
        _ => $"{expression.GetType().Name}({string.Join(", ", expression.Children.Select(Structure))})",
    };
}
