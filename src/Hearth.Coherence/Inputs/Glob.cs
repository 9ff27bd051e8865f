using System.Collections.Immutable;

namespace Hearth.Coherence.Inputs;

/// <summary>
/// A pattern of paths: <c>*</c> and <c>?</c> within a name, and <c>**</c>, alone between two separators, for any folders. Two are equal when they are written alike. Immutable.
/// </summary>
public sealed class Glob : IEquatable<Glob>
{
    private readonly string _text;

    /// <param name="pattern">An absolute path, with wildcards or without.</param>
    /// <param name="exclude">Names, with <c>*</c> and <c>?</c>, that wildcards do not stand for, wherever they are. What the pattern names itself is found all the same.</param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public Glob(string pattern, ImmutableArray<string> exclude = default)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (!Path.IsPathFullyQualified(pattern))
            throw new ArgumentException($"A glob begins with an absolute path; '{pattern}' does not.", nameof(pattern));
        (Pattern, Exclude) = (Path.TrimEndingDirectorySeparator(pattern), exclude.IsDefault ? [] : exclude);
        _text = Exclude.IsEmpty ? Pattern : $"{Pattern} without {string.Join(", ", Exclude)}";
    }

    /// <summary>The pattern.</summary>
    public string Pattern { get; }

    /// <summary>Names that wildcards do not stand for.</summary>
    public ImmutableArray<string> Exclude { get; }

    /// <summary>Whether a part of a path has a wildcard.</summary>
    public static bool HasWildcard(string segment) => segment.AsSpan().ContainsAny('*', '?');

    /// <inheritdoc/>
    public bool Equals(Glob? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Glob);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pattern, for people.</summary>
    public override string ToString() => _text;
}
