namespace Hearth.Modules;

/// <summary>A task, as workflows, people and agents see it.</summary>
/// <param name="Name">The name that workflows use.</param>
/// <param name="TypeName">The class, as <see cref="System.Reflection.Assembly.GetType(string)"/> takes it.</param>
/// <param name="File">Where it is declared, relative to the workspace, with forward slashes.</param>
/// <param name="Line">The line of its declaration, from 1.</param>
/// <param name="Description">What it does, by its <c>[Description]</c> or its documentation comment.</param>
/// <param name="InputSchema">JSON Schema (2020-12) of what it accepts.</param>
/// <param name="OutputSchema">JSON Schema (2020-12) of what it returns.</param>
public sealed record TaskDescriptor(string Name, string TypeName, string File, int Line, string? Description, string InputSchema, string OutputSchema);
