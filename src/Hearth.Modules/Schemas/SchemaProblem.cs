using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>Why a type cannot cross the border as JSON. The message follows "The input of the task 'x' ".</summary>
internal sealed record SchemaProblem(string Id, Location Location, string Message);
