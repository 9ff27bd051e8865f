namespace Hearth.Workflows.Expressions;

/// <summary>Ends the reading of one expression. Never leaves <see cref="ExpressionReader"/>.</summary>
internal sealed class ExpressionSyntaxException(string id, int offset, string message, string? suggestion = null) : Exception(message)
{
    public string Id { get; } = id;

    public int Offset { get; } = offset;

    public string? Suggestion { get; } = suggestion;
}
