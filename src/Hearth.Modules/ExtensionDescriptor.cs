namespace Hearth.Modules;

/// <summary>An extension, as workflows, people and agents see it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name that workflows and settings use; unique within its kind.</param>
/// <param name="TypeName">The class, as <see cref="System.Reflection.Assembly.GetType(string)"/> takes it.</param>
/// <param name="File">Where it is declared, relative to the workspace, with forward slashes.</param>
/// <param name="Line">The line of its declaration, from 1.</param>
/// <param name="Description">What it does, by its <c>[Description]</c> or its documentation comment.</param>
/// <param name="InputSchema">JSON Schema (2020-12) of what it accepts: a task's input, another's configuration.</param>
/// <param name="OutputSchema">JSON Schema (2020-12) of what a task returns; <c>true</c> for the other kinds.</param>
public sealed record ExtensionDescriptor(
    ExtensionKind Kind, string Name, string TypeName, string File, int Line, string? Description, string InputSchema, string OutputSchema);
