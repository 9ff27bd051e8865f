using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Host.Results;

/// <summary>All that a result depends on, at one moment. Two executions with one key give the same result.</summary>
/// <param name="Key">The fingerprint of all of it.</param>
/// <param name="Code">The load key of the code.</param>
/// <param name="Input">The fingerprint of the input.</param>
/// <param name="Paths">What of the file system is declared.</param>
/// <param name="Files">The declared files.</param>
/// <param name="Variables">The declared environment variables, as fingerprints.</param>
internal sealed record ResultIdentity(
    Fingerprint Key, string Code, string Input, DeclaredPaths Paths, DeclaredFiles Files, ImmutableSortedDictionary<string, Fingerprint> Variables)
{
    /// <summary>As people are told of it.</summary>
    public ResultSources Sources => new(Short(Files.Files), Short(Variables));

    private static ImmutableSortedDictionary<string, string> Short(ImmutableSortedDictionary<string, Fingerprint> fingerprints) =>
        fingerprints.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Short, StringComparer.Ordinal);
}
