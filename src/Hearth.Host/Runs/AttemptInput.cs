using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Coherence;
using Hearth.Workers.Json;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>What identifies the input of an attempt: the names of its properties, in their order, and for each the fingerprint of its value in canonical JSON.</summary>
/// <remarks>By parts, because a part that another step returned may be large, and its fingerprint known.</remarks>
internal static class AttemptInput
{
    /// <summary>The fingerprint of an input; null where the step gives secrets: of a short one the fingerprint would give it away.</summary>
    public static Fingerprint? FingerprintOf(StepDefinition step, JsonElement input) => step.With.References.Secrets.IsEmpty ? FingerprintOf(input) : null;

    /// <summary>The fingerprint of an input.</summary>
    public static Fingerprint FingerprintOf(JsonElement input) => input.ValueKind == JsonValueKind.Object
        ? FingerprintOf(input.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, FingerprintOfValue(property.Value))))
        : FingerprintOfValue(input);

    /// <summary>The fingerprint of an input that is an object, from its parts.</summary>
    public static Fingerprint FingerprintOf(IEnumerable<KeyValuePair<string, Fingerprint>> properties)
    {
        using var builder = new FingerprintBuilder();
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            builder.Add(name).Add(value);
        return builder.Build();
    }

    /// <summary>The fingerprint of one value.</summary>
    // A number, true, false or null is in that form as it stands.
    public static Fingerprint FingerprintOfValue(JsonElement value) => Fingerprint.Of(
        value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null ? JsonMarshal.GetRawUtf8Value(value) : CanonicalJson.BytesOf(value).Span);
}
