using System.Buffers;
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
    // Hashed in one go: a hash that is fed in parts costs several times as much as what most lists of parts have to hash.
    private const int LongestShort = 16 * 1024;
    private byte[] _short = ArrayPool<byte>.Shared.Rent(512);
    private int _used;
    private IncrementalHash? _long;

    /// <summary>Adds bytes.</summary>
    public FingerprintBuilder Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        Append(length);
        Append(part);
        return this;
    }

    /// <summary>Adds a text, as UTF-8.</summary>
    public FingerprintBuilder Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    /// <summary>Adds the fingerprint of something that this one depends on.</summary>
    public FingerprintBuilder Add(Fingerprint part) => Add(part.ToString());

    /// <summary>The fingerprint of all parts so far; the builder starts over.</summary>
    public Fingerprint Build()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (_long is null)
        {
            SHA256.HashData(_short.AsSpan(0, _used), hash);
        }
        else
        {
            _long.GetHashAndReset(hash);
            _long.Dispose();
            _long = null;
        }

        _used = 0;
        return Fingerprint.TryRead(hash, out var fingerprint) ? fingerprint : throw new InvalidOperationException("SHA-256 gave no 32 bytes.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _long?.Dispose();
        _long = null;
        if (_short.Length > 0)
            ArrayPool<byte>.Shared.Return(_short);
        _short = [];
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_short.Length == 0, this);
        if (_long is null && _used + bytes.Length > LongestShort)
        {
            _long = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _long.AppendData(_short.AsSpan(0, _used));
        }

        if (_long is not null)
        {
            _long.AppendData(bytes);
            return;
        }

        if (_used + bytes.Length > _short.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_used + bytes.Length, _short.Length * 2));
            _short.AsSpan(0, _used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_short);
            _short = larger;
        }

        bytes.CopyTo(_short.AsSpan(_used));
        _used += bytes.Length;
    }
}
