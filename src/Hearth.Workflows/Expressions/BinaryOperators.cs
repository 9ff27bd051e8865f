namespace Hearth.Workflows.Expressions;

/// <summary>How operators are written and how tightly they bind.</summary>
internal static class BinaryOperators
{
    public static BinaryOperator? Of(TokenKind token) => token switch
    {
        TokenKind.Or => BinaryOperator.Or,
        TokenKind.And => BinaryOperator.And,
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Coalesce => BinaryOperator.Coalesce,
        _ => null,
    };

    public static int Precedence(this BinaryOperator binaryOperator) => binaryOperator switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And => 2,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 3,
        BinaryOperator.Coalesce => 5,
        _ => 4,
    };

    public static string Text(this BinaryOperator binaryOperator) => binaryOperator switch
    {
        BinaryOperator.Or => "||",
        BinaryOperator.And => "&&",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        _ => "??",
    };
}
