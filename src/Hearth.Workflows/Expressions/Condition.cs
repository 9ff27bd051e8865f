using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Expressions;

/// <summary>A parsed <c>when</c>. Immutable; evaluates to true or false and to nothing else.</summary>
public sealed class Condition
{
    private readonly string _file;

    private Condition(string file, Expression root) => (_file, Root, References) = (file, root, References.Of([root]));

    /// <summary>Where the expression begins.</summary>
    public SourcePosition Position => Root.Start;

    /// <summary>What the condition reads.</summary>
    public References References { get; }

    internal Expression Root { get; }

    /// <summary>Reads a condition: an expression, bare or in <c>${{ }}</c>. Null after an error, which is reported.</summary>
    public static Condition? Parse(YamlNode node, ProblemCollector problems)
    {
        if (node is not YamlScalar { Kind: YamlScalarKind.Text or YamlScalarKind.Boolean } scalar)
        {
            problems.Add(ProblemIds.WrongType, node.Position, $"A condition must be an expression; found {node.Describe()}");
            return null;
        }

        var text = scalar.Value;
        var start = text.AsSpan().TrimStart().StartsWith("${{") ? text.IndexOf("${{", StringComparison.Ordinal) + 3 : 0;
        var root = ExpressionReader.Read(text, start, inTemplate: start > 0, scalar.PositionsOf(), problems, out var end);
        if (root is null)
            return null;

        if (text.AsSpan(end).Trim().IsEmpty)
            return new Condition(problems.File, root);
        problems.Add(ProblemIds.ExpressionSyntax, scalar.PositionOf(end), "A condition must be one expression; nothing may follow '}}'");
        return null;
    }

    /// <summary>Whether the condition holds. Throws <see cref="EvaluationException"/>, also when the value is no boolean.</summary>
    public bool Evaluate(IEvaluationScope scope) => new Evaluator(scope, _file).EvaluateCondition(Root, "The condition");

    /// <summary>The expression as text.</summary>
    public override string ToString() => ExpressionPrinter.Print(Root);
}
