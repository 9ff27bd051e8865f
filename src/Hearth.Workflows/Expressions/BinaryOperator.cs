namespace Hearth.Workflows.Expressions;

/// <summary>The operators between two operands, from the loosest to the tightest.</summary>
internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Coalesce,
}
