namespace Hearth.Workflows.Expressions;

/// <summary>A word of an expression. <see cref="Text"/> is the content of a quoted text, and else what is written.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset, int Length);
