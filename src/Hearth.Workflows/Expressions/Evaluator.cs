using System.Globalization;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Expressions;

/// <summary>Evaluates expressions of one file with the values of a scope.</summary>
internal readonly struct Evaluator(IEvaluationScope scope, string file)
{
    /// <summary>The value of an expression. Throws <see cref="EvaluationException"/>; the result is never missing.</summary>
    public Value Evaluate(Expression expression) => Evaluate(expression, tolerant: false);

    /// <summary>Whether a condition holds.</summary>
    public bool EvaluateCondition(Expression expression, string what)
    {
        var value = Evaluate(expression);
        return value.IsBoolean
            ? value.Kind == JsonValueKind.True
            : throw Fail(ProblemIds.TypeAtRunTime, expression.Start, $"{what} must be true or false, but is {value.Describe()}");
    }

    /// <summary>Tolerant: what is missing gives <see cref="Value.Missing"/>, for <c>??</c>; it applies along a chain of members only.</summary>
    private Value Evaluate(Expression expression, bool tolerant)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return Value.Of(literal.Value);
            case InputsExpression:
                return Value.Of(scope.Inputs);
            case ItemExpression item:
                return scope.Item is { } element ? Value.Of(element) : throw NoValue(item, "'item' has a value in a mapped step only");
            case IndexExpression index:
                return scope.Index is { } position ? Value.Of(position) : throw NoValue(index, "'index' has a value in a mapped step only");
            case RunIdExpression:
                return Value.Of(scope.RunId);
            case RunDateExpression:
                return Value.Of(scope.RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            case EnvironmentExpression variable:
                return scope.Environment(variable.Name) is { } text ? Value.Of(text)
                    : tolerant ? Value.Missing
                    : throw NoValue(variable, $"The environment variable '{variable.Name}' is not set");
            case SecretExpression secret:
                return scope.Secret(secret.Name) is { } value ? Value.Of(value)
                    : tolerant ? Value.Missing
                    : throw Fail(ProblemIds.NoSecret, secret.Position, $"There is no secret '{secret.Name}' in the vault '{scope.Vault}'");
            case StepExpression step:
                var ended = scope.Step(step.Name) ?? throw NoValue(step, $"Step '{step.Name}' has not ended");
                return step.IsStatus ? Value.Of(ended.Status) : Value.Of(ended.Output);
            case StageExpression stage:
                return scope.Stage(stage.Name) is { } output ? Value.Of(output) : throw NoValue(stage, $"The stage '{stage.Name}' has no output for this item");
            case MemberExpression member:
                return Member(member, tolerant);
            case ElementExpression access:
                return Element(access, tolerant);
            case NotExpression not:
                return Value.Of(!EvaluateCondition(not.Operand, "What follows '!'"));
            case BinaryExpression binary:
                return Binary(binary, tolerant);
            case CallExpression call:
                return Call(call, tolerant);
            default:
                throw new InvalidOperationException($"No evaluation of {expression.GetType().Name}.");
        }
    }

    private Value Member(MemberExpression member, bool tolerant)
    {
        var target = Evaluate(member.Target, tolerant);
        return Property(target, member.Name, member.Position, tolerant);
    }

    private Value Property(Value target, string name, SourcePosition position, bool tolerant)
    {
        if (target.Kind == JsonValueKind.Object)
        {
            if (target.Element.TryGetProperty(name, out var value))
                return Value.Of(value);
            if (tolerant)
                return Value.Missing;
            var names = target.Element.EnumerateObject().Select(property => property.Name).Take(200).ToList();
            throw Fail(ProblemIds.MissingAtRunTime, position, $"There is no property '{name}'", NearestName.Find(name, names));
        }

        if (tolerant && target.Kind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Value.Missing;
        throw Fail(ProblemIds.TypeAtRunTime, position, $"Cannot read the property '{name}' of {target.Describe()}");
    }

    private Value Element(ElementExpression element, bool tolerant)
    {
        var target = Evaluate(element.Target, tolerant);
        var key = Evaluate(element.Key);
        if (key.Kind == JsonValueKind.String)
            return Property(target, key.Text, element.Position, tolerant);
        if (tolerant && target.Kind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Value.Missing;
        if (target.Kind != JsonValueKind.Array)
            throw Fail(ProblemIds.TypeAtRunTime, element.Position, $"Cannot read an element of {target.Describe()}");
        if (!key.TryGetInteger(out var index))
            throw Fail(ProblemIds.TypeAtRunTime, element.Position, $"The position in a list must be a whole number, but is {key.Describe()}");

        var length = target.Element.GetArrayLength();
        if (index >= 0 && index < length)
            return Value.Of(target.Element[(int)index]);
        return tolerant ? Value.Missing : throw Fail(ProblemIds.MissingAtRunTime, element.Position, $"There is no element {index} in a list of {length}");
    }

    private Value Binary(BinaryExpression binary, bool tolerant)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Coalesce:
                var value = Evaluate(binary.Left, tolerant: true);
                return value.IsMissing || value.Kind == JsonValueKind.Null ? Evaluate(binary.Right, tolerant) : value;
            case BinaryOperator.And:
                return Value.Of(Side(binary, binary.Left) && Side(binary, binary.Right));
            case BinaryOperator.Or:
                return Value.Of(Side(binary, binary.Left) || Side(binary, binary.Right));
        }

        var left = Evaluate(binary.Left);
        var right = Evaluate(binary.Right);
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
            return Value.Of(left.SameAs(right) == (binary.Operator == BinaryOperator.Equal));

        var order = left.CompareTo(right) ?? throw Fail(
            ProblemIds.TypeAtRunTime,
            binary.Position,
            $"'{binary.Operator.Text()}' compares two numbers or two texts, but found {left.Describe()} and {right.Describe()}");
        return Value.Of(binary.Operator switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private bool Side(BinaryExpression binary, Expression operand) => EvaluateCondition(operand, $"Each side of '{binary.Operator.Text()}'");

    private Value Call(CallExpression call, bool tolerant)
    {
        var arguments = new Value[call.Arguments.Length];
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = Evaluate(call.Arguments[index]);
        try
        {
            var result = call.Function.Body(arguments);
            return result.IsMissing && !tolerant
                ? throw Fail(ProblemIds.MissingAtRunTime, call.Position, $"{call.Function.Name}() of an empty list has no value")
                : result;
        }
        catch (OperandException error)
        {
            throw Fail(
                ProblemIds.TypeAtRunTime,
                call.Arguments[error.Argument].Start,
                $"Argument {error.Argument + 1} of {call.Function.Signature} {error.Message}");
        }
    }

    private EvaluationException NoValue(Expression expression, string message) => Fail(ProblemIds.NoValueAtRunTime, expression.Position, message);

    private EvaluationException Fail(string id, SourcePosition position, string message, string? suggestion = null) =>
        new(new Problem(id, file, position.Line, position.Column, message, suggestion));
}
