using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hearth.Coherence;

/// <summary>
/// Combines parts, in order, into one fingerprint. Every part carries its length, so that no two different lists of parts give the same bytes.
/// Not safe for use from several threads.
/// </summary>
public sealed class FingerprintBuilder : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds bytes.</summary>
    public FingerprintBuilder Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        _hash.AppendData(length);
        _hash.AppendData(part);
        return this;
    }

    /// <summary>Adds a text, as UTF-8.</summary>
    public FingerprintBuilder Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    /// <summary>Adds the fingerprint of something that this one depends on.</summary>
    public FingerprintBuilder Add(Fingerprint part) => Add(part.ToString());

    /// <summary>The fingerprint of all parts so far; the builder starts over.</summary>
    public Fingerprint Build() => Fingerprint.TryParse(Convert.ToHexString(_hash.GetHashAndReset()), out var fingerprint)
        ? fingerprint
        : throw new InvalidOperationException("SHA-256 gave no 32 bytes.");

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
