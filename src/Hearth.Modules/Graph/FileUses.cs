using System.Collections.Immutable;

namespace Hearth.Modules.Graph;

/// <summary>What a file refers to, by the compiler's binding.</summary>
/// <param name="Files">Other files of the program that declare what it names.</param>
/// <param name="Namespaces">Namespaces of the program that it names; that they are there matters, not who declares them.</param>
internal sealed record FileUses(ImmutableSortedSet<string> Files, ImmutableSortedSet<string> Namespaces)
{
    public static FileUses None { get; } = new(
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));
}
