using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Projects;

/// <summary>The project as far as it could be read, and what is wrong with it.</summary>
/// <param name="Project">The settings.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
/// <param name="Fingerprint">Of all that it was read from.</param>
internal sealed record ProjectResult(TaskProject Project, ImmutableArray<SourceDiagnostic> Diagnostics, Fingerprint Fingerprint)
{
    /// <summary>The folder has no project file.</summary>
    public static ProjectResult None { get; } = new(new TaskProject(), [], Fingerprint.Of("no project file"));

    /// <summary>There is none that can be used.</summary>
    public static ProjectResult Failed(string id, string file, string message) =>
        new(new TaskProject(), [new SourceDiagnostic(id, SourceSeverity.Error, file, 1, 1, message)], Fingerprint.Of($"{id} {file} {message}"));
}
