using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Compilation;

/// <summary>Assemblies to compile against, that come and go together. Two of one name and version are the same.</summary>
/// <param name="name">What people call them: the framework, the packages, or the path of an assembly.</param>
/// <param name="version">What is installed whole has one, and is not looked at again; null for an assembly that may be built anew at any time.</param>
/// <param name="paths">The assemblies, absolute.</param>
internal sealed class ReferenceKey(string name, Fingerprint? version, ImmutableArray<string> paths) : IEquatable<ReferenceKey>
{
    public string Name => name;

    public Fingerprint? Version => version;

    public ImmutableArray<string> Paths => paths;

    public bool Equals(ReferenceKey? other) => other is not null && other.Name == name && other.Version == version;

    public override bool Equals(object? obj) => Equals(obj as ReferenceKey);

    public override int GetHashCode() => HashCode.Combine(name, version);

    public override string ToString() => version is { } known ? $"{name} {known.Short}" : name;
}
