using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Projects;

/// <summary>All sources of a project, as they were read.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Diagnostics">Those that cannot be read.</param>
/// <param name="Fingerprint">Of both.</param>
internal sealed record SourceSnapshot(ImmutableArray<SourceFile> Files, ImmutableArray<SourceDiagnostic> Diagnostics, Fingerprint Fingerprint)
{
    public static SourceSnapshot Of(ImmutableArray<SourceFile> files, ImmutableArray<SourceDiagnostic> diagnostics)
    {
        using var builder = new FingerprintBuilder();
        foreach (var file in files)
            builder.Add(file.Path).Add(file.Fingerprint);
        foreach (var diagnostic in diagnostics)
            builder.Add(diagnostic.ToString());
        return new SourceSnapshot(files, diagnostics, builder.Build());
    }
}
