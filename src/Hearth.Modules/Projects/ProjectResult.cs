using System.Collections.Immutable;

namespace Hearth.Modules.Projects;

/// <summary>The project as far as it could be read, and what is wrong with it.</summary>
internal sealed record ProjectResult(TaskProject Project, ImmutableArray<SourceDiagnostic> Diagnostics);
