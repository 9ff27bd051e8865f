using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Host.Results;

/// <summary>The files that an execution declares, with their content as fingerprints. Immutable.</summary>
/// <param name="Files">By path from the workspace, absolute outside of it; with <c>/</c>, in their order.</param>
/// <param name="Fingerprint">The fingerprint of all, names and contents.</param>
internal sealed record DeclaredFiles(ImmutableSortedDictionary<string, Fingerprint> Files, Fingerprint Fingerprint)
{
    /// <summary>No files.</summary>
    public static DeclaredFiles None { get; } = Of(ImmutableSortedDictionary.Create<string, Fingerprint>(StringComparer.Ordinal));

    /// <summary>These files.</summary>
    public static DeclaredFiles Of(ImmutableSortedDictionary<string, Fingerprint> files)
    {
        using var builder = new FingerprintBuilder();
        foreach (var (path, fingerprint) in files)
            builder.Add(path).Add(fingerprint);
        return new DeclaredFiles(files, builder.Build());
    }
}
