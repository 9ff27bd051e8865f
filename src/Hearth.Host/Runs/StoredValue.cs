using System.Text.Json;
using Hearth.Coherence;

namespace Hearth.Host.Runs;

/// <summary>A value, or where it lies.</summary>
/// <param name="Inline">The value itself.</param>
/// <param name="Reference">Its file in the content store.</param>
internal sealed record StoredValue(JsonElement? Inline, Fingerprint? Reference)
{
    public static StoredValue Null { get; } = new(JsonElement.Parse("null"), null);
}
