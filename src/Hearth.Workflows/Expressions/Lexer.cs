using System.Text;
using System.Text.RegularExpressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Expressions;

/// <summary>Splits an expression into tokens. In a template the expression ends at <c>}}</c>, otherwise at the end of the text.</summary>
internal sealed partial class Lexer(string text, int start, bool inTemplate)
{
    private int _offset = start;

    public Token Next()
    {
        while (_offset < text.Length && char.IsWhiteSpace(text[_offset]))
            _offset++;
        if (_offset >= text.Length)
            return inTemplate ? throw Syntax(_offset, "The expression is not closed: '}}' is missing") : new Token(TokenKind.End, "", _offset, 0);

        var character = text[_offset];
        if (inTemplate && text.AsSpan(_offset).StartsWith("}}"))
            return Take(TokenKind.End, 2);
        if (char.IsAsciiLetter(character) || character == '_')
            return Take(TokenKind.Name, NamePattern().Match(text, _offset).Length);
        if (char.IsAsciiDigit(character) || character == '-')
            return Number();
        return character is '\'' or '"' ? Quoted(character) : Symbol(character);
    }

    private Token Number()
    {
        var match = NumberPattern().Match(text, _offset);
        if (!match.Success)
            throw Syntax(_offset, "'-' must be followed by digits; there is no subtraction");
        return Take(TokenKind.Number, match.Length);
    }

    private Token Quoted(char quote)
    {
        var content = new StringBuilder();
        for (var index = _offset + 1; index < text.Length; index++)
        {
            if (text[index] != quote)
                content.Append(text[index]);
            else if (index + 1 < text.Length && text[index + 1] == quote)
                content.Append(text[index++]);
            else
            {
                var token = new Token(TokenKind.Text, content.ToString(), _offset, index + 1 - _offset);
                _offset = index + 1;
                return token;
            }
        }

        throw Syntax(_offset, $"The text is not closed: {quote} is missing");
    }

    private Token Symbol(char character)
    {
        var two = text.AsSpan(_offset, Math.Min(2, text.Length - _offset));
        var double2 = two switch
        {
            "||" => TokenKind.Or,
            "&&" => TokenKind.And,
            "==" => TokenKind.Equal,
            "!=" => TokenKind.NotEqual,
            "<=" => TokenKind.LessOrEqual,
            ">=" => TokenKind.GreaterOrEqual,
            "??" => TokenKind.Coalesce,
            _ => TokenKind.End,
        };
        if (double2 != TokenKind.End)
            return Take(double2, 2);

        return character switch
        {
            '.' => Take(TokenKind.Dot, 1),
            ',' => Take(TokenKind.Comma, 1),
            '(' => Take(TokenKind.OpenParenthesis, 1),
            ')' => Take(TokenKind.CloseParenthesis, 1),
            '[' => Take(TokenKind.OpenBracket, 1),
            ']' => Take(TokenKind.CloseBracket, 1),
            '!' => Take(TokenKind.Not, 1),
            '<' => Take(TokenKind.Less, 1),
            '>' => Take(TokenKind.Greater, 1),
            '=' => throw Syntax(_offset, "Unexpected '='", "=="),
            '&' => throw Syntax(_offset, "Unexpected '&'", "&&"),
            '|' => throw Syntax(_offset, "Unexpected '|'", "||"),
            _ => throw Syntax(_offset, $"Unexpected '{new Rune(char.IsSurrogate(character) ? '\uFFFD' : character)}'"),
        };
    }

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, text.Substring(_offset, length), _offset, length);
        _offset += length;
        return token;
    }

    private static ExpressionSyntaxException Syntax(int offset, string message, string? suggestion = null) =>
        new(ProblemIds.ExpressionSyntax, offset, message, suggestion);

    [GeneratedRegex(@"\G[A-Za-z_][A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\G-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
