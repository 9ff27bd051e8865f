using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Runs;

/// <summary>What items that follow each other returned, in one log entry: an entry for each would cost more than executing them. Immutable.</summary>
/// <param name="Outputs">Their outputs, a JSON array.</param>
/// <param name="Microseconds">How long each took.</param>
/// <param name="Inputs">The fingerprints of their inputs, one after the other; empty where they are not known.</param>
internal sealed record ItemResults(ReadOnlyMemory<byte> Outputs, IReadOnlyList<long> Microseconds, string Inputs)
{
    private const int FingerprintLength = 64;

    /// <summary>How many items.</summary>
    public int Count => Microseconds.Count;

    /// <summary>The fingerprint of an item's input; null where it is not known.</summary>
    public string? InputOf(int index) => Inputs.Length == 0 ? null : Inputs.Substring(index * FingerprintLength, FingerprintLength);

    /// <summary>The outputs, one by one.</summary>
    public IEnumerable<JsonElement> Each() => JsonElement.Parse(Outputs.Span, WorkerProtocol.Json).EnumerateArray();
}
