namespace Hearth.Workflows.Expressions;

internal enum TokenKind
{
    /// <summary>The end of the text, or <c>}}</c> in a template.</summary>
    End,
    Name,
    Number,
    Text,
    Dot,
    Comma,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Not,
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
