using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Coherence.Inputs;
using Hearth.Host.Json;

namespace Hearth.Host.Results;

/// <summary>What a result depends on beside code and input, as far as people are told of it: fingerprints are cut to what they see. Immutable.</summary>
/// <param name="Files">Declared files.</param>
/// <param name="Variables">Declared environment variables.</param>
internal sealed record ResultSources(ImmutableSortedDictionary<string, string> Files, ImmutableSortedDictionary<string, string> Variables)
{
    private const int MostNamed = 2;

    /// <summary>What is read back from the log or the store; none where there is nothing.</summary>
    public static ResultSources? Read(JsonElement? sources) => sources is not { } known ? null : new ResultSources(Texts(known, "files"), Texts(known, "variables"));

    /// <summary>Whether there is neither.</summary>
    public bool IsEmpty => Files.IsEmpty && Variables.IsEmpty;

    /// <summary>As JSON.</summary>
    public byte[] Write() => Utf8JsonWriterExtensions.Object(writer =>
    {
        Write(writer, "files", Files);
        Write(writer, "variables", Variables);
    });

    /// <summary>What differs from others: <c>file F changed</c>, <c>variable V changed</c>.</summary>
    public IEnumerable<string> Changes(ResultSources earlier)
    {
        foreach (var path in Differing(Files, earlier.Files))
            yield return path.EndsWith('/') ? $"folder {path} {Change(path, Files, earlier.Files)}" : $"file {path} {Change(path, Files, earlier.Files)}";
        foreach (var name in Differing(Variables, earlier.Variables))
            yield return $"variable {name} changed";
    }

    /// <summary>Several changes as one text, the first ones named.</summary>
    public static string Text(IReadOnlyList<string> changes) =>
        string.Join(", ", changes.Take(MostNamed)) + (changes.Count > MostNamed ? $" and {changes.Count - MostNamed} more" : "");

    private static IEnumerable<string> Differing(ImmutableSortedDictionary<string, string> now, ImmutableSortedDictionary<string, string> before) =>
        now.Keys.Union(before.Keys).Where(name => now.GetValueOrDefault(name) != before.GetValueOrDefault(name)).Order(StringComparer.Ordinal);

    private static string Change(string path, ImmutableSortedDictionary<string, string> now, ImmutableSortedDictionary<string, string> before)
    {
        var missing = FileInputs.Missing.Short;
        if (now.GetValueOrDefault(path, missing) == missing)
            return "removed";
        return before.GetValueOrDefault(path, missing) == missing ? "added" : "changed";
    }

    private static ImmutableSortedDictionary<string, string> Texts(JsonElement sources, string name) => sources.Member(name) is { } member
        ? member.EnumerateObject().ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal)
        : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, string> texts)
    {
        if (texts.IsEmpty)
            return;
        writer.WriteStartObject(name);
        foreach (var (key, text) in texts)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
