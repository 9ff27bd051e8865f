namespace Hearth.Workflows.Schemas;

/// <summary>What a task takes and gives, as its code declares it.</summary>
/// <param name="Name">What steps write.</param>
/// <param name="TypeName">The class.</param>
/// <param name="File">Where the class stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Input">What it takes.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Description">For people.</param>
public sealed record TaskContract(string Name, string TypeName, string File, int Line, JsonSchema Input, JsonSchema Output, string? Description);
