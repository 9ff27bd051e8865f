using Hearth.Coherence;

namespace Hearth.Modules.Graph;

/// <summary>All that decides what the compiler makes of a module.</summary>
/// <param name="File">Its first file, for people.</param>
/// <param name="Key">Its compile key, or the like where it was compiled against all that it might refer to.</param>
/// <param name="IsAssumed">Whether it was.</param>
internal sealed record ModuleKey(string File, Fingerprint Key, bool IsAssumed)
{
    public override string ToString() => $"{File} {Key.Short}";
}
