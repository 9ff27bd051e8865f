using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hearth.Coherence;

/// <summary>A SHA-256 that identifies content. Two values with the same fingerprint are the same value. Immutable.</summary>
public readonly struct Fingerprint : IEquatable<Fingerprint>
{
    private readonly ulong _a, _b, _c, _d;

    private Fingerprint(ReadOnlySpan<byte> hash)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(hash);
        _b = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(hash[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(hash[24..]);
    }

    /// <summary>The length of <see cref="ToString"/>, in characters.</summary>
    public const int TextLength = 64;

    /// <summary>What people see: the first 12 hexadecimal digits.</summary>
    public string Short => ToString()[..12];

    /// <summary>The fingerprint of some bytes.</summary>
    public static Fingerprint Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new Fingerprint(hash);
    }

    /// <summary>The fingerprint of a text, as UTF-8.</summary>
    public static Fingerprint Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    internal static Fingerprint Of(Stream content) => new(SHA256.HashData(content));

    /// <summary>The fingerprint of a stream, from its position to its end.</summary>
    public static async Task<Fingerprint> OfAsync(Stream content, CancellationToken cancellationToken) =>
        new(await SHA256.HashDataAsync(content, cancellationToken));

    /// <summary>Reads 32 bytes, see <see cref="ToBytes"/>.</summary>
    /// <returns>Whether there are as many.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Fingerprint fingerprint)
    {
        fingerprint = bytes.Length == SHA256.HashSizeInBytes ? new Fingerprint(bytes) : default;
        return bytes.Length == SHA256.HashSizeInBytes;
    }

    /// <summary>Its 32 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), _b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), _c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), _d);
        return bytes;
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <returns>Whether <paramref name="text"/> is a fingerprint.</returns>
    public static bool TryParse(string? text, out Fingerprint fingerprint)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var valid = text is { Length: TextLength }
            && Convert.FromHexString(text, hash, out _, out var written) == System.Buffers.OperationStatus.Done && written == hash.Length;
        fingerprint = valid ? new Fingerprint(hash) : default;
        return valid;
    }

    /// <inheritdoc/>
    public bool Equals(Fingerprint other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fingerprint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)_a;

    /// <summary>All 64 hexadecimal digits, in lower case.</summary>
    public override string ToString() => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";

    /// <summary>Whether both identify the same content.</summary>
    public static bool operator ==(Fingerprint left, Fingerprint right) => left.Equals(right);

    /// <summary>Whether they identify different content.</summary>
    public static bool operator !=(Fingerprint left, Fingerprint right) => !left.Equals(right);
}
