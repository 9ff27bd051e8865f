using System.Collections.Immutable;
using System.Numerics;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>
/// Reads the known keys of a mapping. Unknown keys are reported at once; a value of a wrong type is reported and read as absent.
/// A key with nothing behind it counts as absent too. Not safe for use from several threads.
/// </summary>
public sealed class MappingReader
{
    private readonly YamlMapping _mapping;
    private readonly IReadOnlyCollection<string> _keys;
    private readonly string _owner;

    /// <summary>Reads a mapping; <paramref name="owner"/> is what it is, for messages, such as <c>a step</c>.</summary>
    public MappingReader(YamlMapping mapping, IReadOnlyCollection<string> keys, string owner, ProblemCollector problems)
    {
        (_mapping, _keys, _owner, Problems) = (mapping, keys, owner, problems);
        foreach (var entry in mapping.Entries)
        {
            if (!keys.Contains(entry.Name))
                problems.Add(ProblemIds.UnknownKey, entry.Key.Position, $"Unknown key '{entry.Name}' in {owner}", NearestName.Find(entry.Name, keys));
        }
    }

    /// <summary>Where the problems go.</summary>
    public ProblemCollector Problems { get; }

    /// <summary>Where the mapping begins.</summary>
    public SourcePosition Position => _mapping.Position;

    /// <summary>Whether the key is there, with or without a value.</summary>
    public bool Has(string key) => Entry(key) is not null;

    /// <summary>The value of a key, whatever it is; null when absent or empty.</summary>
    public YamlNode? Node(string key) => Entry(key)?.Value is var value and not YamlScalar { Kind: YamlScalarKind.Null } ? value : null;

    /// <summary>Where the key stands, or the mapping when it is absent.</summary>
    public SourcePosition PositionOf(string key) => Entry(key)?.Key.Position ?? Position;

    /// <summary>The key's node; reported when it is missing.</summary>
    public YamlNode? RequiredNode(string key)
    {
        var node = Node(key);
        if (node is null)
            Problems.Add(ProblemIds.MissingKey, PositionOf(key), $"'{key}' is missing in {_owner}");
        return node;
    }

    /// <summary>A text. Numbers and booleans must be quoted to be texts.</summary>
    public string? Text(string key) => TextScalar(key)?.Value;

    /// <summary>A text with its place.</summary>
    public YamlScalar? TextScalar(string key) => Scalar(key, "a text", scalar => scalar.Kind == YamlScalarKind.Text);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Boolean(string key) => Scalar(key, "true or false", scalar => scalar.Kind == YamlScalarKind.Boolean) is { } scalar
        ? CoreSchema.IsTrue(scalar.Value)
        : null;

    /// <summary>A whole number within limits.</summary>
    public int? Integer(string key, int minimum, int maximum)
    {
        if (Scalar(key, "a whole number", scalar => scalar.Kind == YamlScalarKind.Integer) is not { } scalar)
            return null;

        var value = CoreSchema.Integer(scalar.Value);
        return InRange(key, scalar, value, (BigInteger)minimum, maximum, value.ToString, minimum.ToString(), maximum.ToString()) ? (int)value : null;
    }

    /// <summary>A number.</summary>
    public double? Number(string key) => Scalar(key, "a number", IsNumber) is { } scalar ? CoreSchema.Number(NumberText(scalar)) : null;

    /// <summary>A duration such as <c>30s</c>, within limits.</summary>
    public TimeSpan? Duration(string key, TimeSpan minimum, TimeSpan maximum)
    {
        var value = TimeSpan.Zero;
        if (Scalar(key, "a duration such as 500ms, 30s, 5m or 1h30m", scalar => DurationText.TryParse(scalar.Value, out value)) is not { } scalar)
            return null;

        return InRange(key, scalar, value, minimum, maximum, () => scalar.Value, DurationText.Format(minimum), DurationText.Format(maximum)) ? value : null;
    }

    /// <summary>A size in bytes such as <c>16MiB</c>.</summary>
    public long? Size(string key)
    {
        var value = 0L;
        return Scalar(key, "a size such as 512kB, 16MiB or 1GB", scalar => SizeText.TryParse(scalar.Value, out value)) is null ? null : value;
    }

    /// <summary>One of the names of an enumeration, in lower case.</summary>
    public T? Choice<T>(string key, params ReadOnlySpan<T> allowed) where T : struct, Enum
    {
        if (TextScalar(key) is not { } scalar)
            return null;

        string[] names = allowed.IsEmpty ? [.. EnumText.Names<T>()] : [.. allowed.ToArray().Select(EnumText.Name)];
        if (names.Contains(scalar.Value) && EnumText.TryParse<T>(scalar.Value, out var value))
            return value;

        Problems.Add(
            ProblemIds.InvalidValue,
            scalar.Position,
            $"'{key}' must be one of {string.Join(", ", names)}; found '{scalar.Value}'",
            NearestName.Find(scalar.Value, names));
        return null;
    }

    /// <summary>A list of texts, or a single one. Empty when absent.</summary>
    public ImmutableArray<YamlScalar> Texts(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlScalar { Kind: YamlScalarKind.Text } single:
                return [single];
            case YamlSequence list:
                foreach (var item in list.Items.Where(item => item is not YamlScalar { Kind: YamlScalarKind.Text }))
                    Problems.Add(ProblemIds.WrongType, item.Position, $"'{key}' must be a list of texts; found {item.Describe()} in it");
                return [.. list.Items.OfType<YamlScalar>().Where(item => item.Kind == YamlScalarKind.Text)];
            case var other:
                WrongType(key, "a text or a list of texts", other);
                return [];
        }
    }

    /// <summary>A mapping.</summary>
    public YamlMapping? Mapping(string key) => Typed<YamlMapping>(key, "a mapping");

    /// <summary>A list.</summary>
    public YamlSequence? Sequence(string key) => Typed<YamlSequence>(key, "a list");

    /// <summary>Reports that a key's value has another type than expected.</summary>
    public void WrongType(string key, string expected, YamlNode found) =>
        Problems.Add(ProblemIds.WrongType, found.Position, $"'{key}' must be {expected}; found {found.Describe()}");

    private static bool IsNumber(YamlScalar scalar) => scalar.Kind is YamlScalarKind.Integer or YamlScalarKind.Number;

    private static string NumberText(YamlScalar scalar) =>
        scalar.Kind == YamlScalarKind.Integer ? CoreSchema.Integer(scalar.Value).ToString() : scalar.Value;

    private YamlEntry? Entry(string key) => _keys.Contains(key)
        ? _mapping.Find(key)
        : throw new ArgumentException($"'{key}' is not in the table of keys of {_owner}.", nameof(key));

    private T? Typed<T>(string key, string expected) where T : YamlNode
    {
        var node = Node(key);
        if (node is not null and not T)
            WrongType(key, expected, node);
        return node as T;
    }

    private YamlScalar? Scalar(string key, string expected, Func<YamlScalar, bool> accepts)
    {
        var node = Node(key);
        if (node is YamlScalar scalar && accepts(scalar))
            return scalar;
        if (node is not null)
            WrongType(key, expected, node);
        return null;
    }

    private bool InRange<T>(string key, YamlScalar scalar, T value, T minimum, T maximum, Func<string> found, string minimumText, string maximumText)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) >= 0 && value.CompareTo(maximum) <= 0)
            return true;

        Problems.Add(ProblemIds.OutOfRange, scalar.Position, $"'{key}' must be from {minimumText} to {maximumText}; found {found()}");
        return false;
    }
}
