using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Expressions;

/// <summary>A parsed expression. Immutable; each node knows where it stands in the workflow file.</summary>
internal abstract record Expression(SourcePosition Position)
{
    public virtual IEnumerable<Expression> Children => [];

    /// <summary>Where the whole expression begins; the position of a member is that of its name, that of an operation its operator's.</summary>
    public SourcePosition Start => this switch
    {
        MemberExpression member => member.Target.Start,
        ElementExpression element => element.Target.Start,
        BinaryExpression binary => binary.Left.Start,
        _ => Position,
    };

    public IEnumerable<Expression> DescendantsAndSelf()
    {
        var open = new Stack<Expression>();
        open.Push(this);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children)
                open.Push(child);
        }
    }
}

internal sealed record LiteralExpression(SourcePosition Position, JsonElement Value) : Expression(Position);

internal sealed record InputsExpression(SourcePosition Position) : Expression(Position);

internal sealed record ItemExpression(SourcePosition Position) : Expression(Position);

internal sealed record IndexExpression(SourcePosition Position) : Expression(Position);

internal sealed record RunIdExpression(SourcePosition Position) : Expression(Position);

/// <summary><c>run.date</c>: the day on which the run was started.</summary>
internal sealed record RunDateExpression(SourcePosition Position) : Expression(Position);

internal sealed record EnvironmentExpression(SourcePosition Position, string Name) : Expression(Position);

/// <summary><c>vault.NAME</c>: a secret.</summary>
internal sealed record SecretExpression(SourcePosition Position, string Name) : Expression(Position);

/// <summary><c>steps.NAME.output</c> or <c>steps.NAME.status</c>.</summary>
internal sealed record StepExpression(SourcePosition Position, string Name, bool IsStatus) : Expression(Position);

/// <summary><c>stages.NAME.output</c>: what an earlier stage gave for the same item.</summary>
internal sealed record StageExpression(SourcePosition Position, string Name) : Expression(Position);

/// <summary><c>target.name</c>; the position is that of the name.</summary>
internal sealed record MemberExpression(SourcePosition Position, Expression Target, string Name) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Target];
}

/// <summary><c>target[key]</c>, where the key is no text literal.</summary>
internal sealed record ElementExpression(SourcePosition Position, Expression Target, Expression Key) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Target, Key];
}

internal sealed record NotExpression(SourcePosition Position, Expression Operand) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Operand];
}

/// <summary>The position is that of the operator.</summary>
internal sealed record BinaryExpression(SourcePosition Position, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Left, Right];
}

internal sealed record CallExpression(SourcePosition Position, Function Function, ImmutableArray<Expression> Arguments) : Expression(Position)
{
    public override IEnumerable<Expression> Children => Arguments;
}
