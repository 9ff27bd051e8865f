using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Expressions;

/// <summary>Reads one expression by operator precedence (Pratt). Depth and size are limited, so that no text exhausts the stack.</summary>
internal sealed class ExpressionReader
{
    private const int DeepestNesting = 40;
    private const int MostTokens = 1000;

    private static readonly string[] s_roots = ["inputs", "steps", "stages", "item", "index", "run", "env", "vault"];

    private readonly Lexer _lexer;
    private readonly Func<int, SourcePosition> _positionOf;
    private Token _token;
    private int _depth;
    private int _tokens;

    private ExpressionReader(string text, int start, bool inTemplate, Func<int, SourcePosition> positionOf)
    {
        _lexer = new Lexer(text, start, inTemplate);
        _positionOf = positionOf;
        _token = _lexer.Next();
    }

    /// <summary>
    /// Reads an expression from an offset. <paramref name="end"/> is where it ended (behind <c>}}</c> in a template), or -1 after an error,
    /// which is reported.
    /// </summary>
    public static Expression? Read(string text, int start, bool inTemplate, Func<int, SourcePosition> positionOf, ProblemCollector problems, out int end)
    {
        try
        {
            var reader = new ExpressionReader(text, start, inTemplate, positionOf);
            if (reader._token.Kind == TokenKind.End)
                throw reader.Unexpected("The expression is empty");
            var expression = reader.Binary(1);
            if (reader._token.Kind != TokenKind.End)
                throw reader.Unexpected($"Unexpected '{reader._token.Text}' after the expression");
            end = reader._token.Offset + reader._token.Length;
            return expression;
        }
        catch (ExpressionSyntaxException error)
        {
            problems.Add(error.Id, positionOf(error.Offset), error.Message, error.Suggestion);
            end = -1;
            return null;
        }
    }

    private Expression Binary(int minimum)
    {
        var left = Unary();
        while (BinaryOperators.Of(_token.Kind) is { } binary && binary.Precedence() >= minimum)
        {
            var position = Here();
            Advance();
            // ?? groups to the right, the others to the left.
            var right = Binary(binary == BinaryOperator.Coalesce ? binary.Precedence() : binary.Precedence() + 1);
            left = new BinaryExpression(position, binary, left, right);
        }

        return left;
    }

    private Expression Unary()
    {
        if (++_depth > DeepestNesting)
            throw Unexpected($"The expression is nested more than {DeepestNesting} deep");

        Expression result;
        if (_token.Kind == TokenKind.Not)
        {
            var position = Here();
            Advance();
            result = new NotExpression(position, Unary());
        }
        else
            result = Postfix(Primary());

        _depth--;
        return result;
    }

    private Expression Primary()
    {
        var token = _token;
        var position = Here();
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new LiteralExpression(position, JsonElement.Parse(token.Text));
            case TokenKind.Text:
                Advance();
                return new LiteralExpression(position, JsonSerializer.SerializeToElement(token.Text, TextJsonContext.Relaxed.String));
            case TokenKind.OpenParenthesis:
                Advance();
                var inner = Binary(1);
                Expect(TokenKind.CloseParenthesis, ")");
                return inner;
            case TokenKind.Name:
                Advance();
                return Named(token, position);
            case TokenKind.End:
                throw Unexpected("The expression ends too early");
            default:
                throw Unexpected($"Unexpected '{token.Text}'");
        }
    }

    private Expression Named(Token token, SourcePosition position)
    {
        if (_token.Kind == TokenKind.OpenParenthesis)
            return Call(token, position);

        switch (token.Text)
        {
            case "true" or "false" or "null":
                return new LiteralExpression(position, JsonElement.Parse(token.Text));
            case "inputs":
                return new InputsExpression(position);
            case "item":
                return new ItemExpression(position);
            case "index":
                return new IndexExpression(position);
            case "run":
                return RequireMember("run", ["id", "date"]) == "id" ? new RunIdExpression(position) : new RunDateExpression(position);
            case "env":
                return new EnvironmentExpression(position, RequireMember("env", null));
            case "vault":
                return new SecretExpression(position, RequireMember("vault", null));
            case "steps":
                var name = RequireMember("steps", null);
                var isStatus = RequireMember($"steps.{name}", ["output", "status"]) == "status";
                return new StepExpression(position, name, isStatus);
            case "stages":
                var stage = RequireMember("stages", null);
                RequireMember($"stages.{stage}", ["output"]);
                return new StageExpression(position, stage);
            default:
                var functions = Function.All.Select(function => function.Name);
                throw new ExpressionSyntaxException(
                    ProblemIds.UnknownRoot,
                    token.Offset,
                    $"Unknown name '{token.Text}'; an expression begins with {string.Join(", ", s_roots)}, a function or a literal",
                    NearestName.Find(token.Text, s_roots.Concat(functions)));
        }
    }

    private CallExpression Call(Token token, SourcePosition position)
    {
        var function = Function.Find(token.Text) ?? throw new ExpressionSyntaxException(
            ProblemIds.UnknownFunction,
            token.Offset,
            $"There is no function '{token.Text}'",
            NearestName.Find(token.Text, Function.All.Select(candidate => candidate.Name)));
        Advance();
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (_token.Kind != TokenKind.CloseParenthesis)
        {
            if (arguments.Count > 0)
                Expect(TokenKind.Comma, ",");
            arguments.Add(Binary(1));
        }

        Advance();
        if (arguments.Count < function.FewestArguments || arguments.Count > function.MostArguments)
            throw new ExpressionSyntaxException(ProblemIds.ArgumentCount, token.Offset, $"Call as {function.Signature}; found {arguments.Count} arguments");
        return new CallExpression(position, function, arguments.ToImmutable());
    }

    private Expression Postfix(Expression target)
    {
        while (true)
        {
            switch (_token.Kind)
            {
                case TokenKind.Dot:
                    Advance();
                    var name = _token;
                    Expect(TokenKind.Name, "a name");
                    target = new MemberExpression(_positionOf(name.Offset), target, name.Text);
                    break;
                case TokenKind.OpenBracket:
                    Advance();
                    var position = Here();
                    var key = Binary(1);
                    Expect(TokenKind.CloseBracket, "]");
                    target = key is LiteralExpression { Value.ValueKind: JsonValueKind.String } literal
                        ? new MemberExpression(position, target, literal.Value.GetString()!)
                        : new ElementExpression(position, target, key);
                    break;
                default:
                    return target;
            }
        }
    }

    private string RequireMember(string root, string[]? allowed)
    {
        var name = allowed is null ? "a name" : string.Join(" or ", allowed);
        if (_token.Kind is not (TokenKind.Dot or TokenKind.OpenBracket))
            throw Unexpected($"'{root}' must be followed by a dot and {name}");

        var bracket = _token.Kind == TokenKind.OpenBracket;
        Advance();
        var token = _token;
        Expect(bracket ? TokenKind.Text : TokenKind.Name, name);
        if (bracket)
            Expect(TokenKind.CloseBracket, "]");
        if (allowed is null || allowed.Contains(token.Text))
            return token.Text;

        throw new ExpressionSyntaxException(
            ProblemIds.UnknownRoot, token.Offset, $"'{root}' has no '{token.Text}'; it has {name}", NearestName.Find(token.Text, allowed));
    }

    private void Expect(TokenKind kind, string text)
    {
        if (_token.Kind != kind)
            throw Unexpected(_token.Kind == TokenKind.End ? $"Expected {text} before the end" : $"Expected {text}, found '{_token.Text}'");
        Advance();
    }

    private void Advance()
    {
        if (++_tokens > MostTokens)
            throw Unexpected($"The expression has more than {MostTokens} parts");
        _token = _lexer.Next();
    }

    private SourcePosition Here() => _positionOf(_token.Offset);

    private ExpressionSyntaxException Unexpected(string message) => new(ProblemIds.ExpressionSyntax, _token.Offset, message);
}
