namespace Hearth.Workflows.Expressions;

/// <summary>A function cannot take one of its arguments. The evaluator adds the position.</summary>
internal sealed class OperandException(int argument, string message) : Exception(message)
{
    public int Argument { get; } = argument;
}
