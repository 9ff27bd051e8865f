namespace Hearth.Workflows.Schemas;

/// <summary>Where a value breaks its schema.</summary>
/// <param name="Path">From the value: <c>$.packages[3].name</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record SchemaViolation(string Path, string Message)
{
    /// <summary>Path and message.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
