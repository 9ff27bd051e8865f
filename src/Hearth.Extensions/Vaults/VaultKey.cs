using System.Security.Cryptography;

namespace Hearth.Extensions.Vaults;

/// <summary>A key with what it was derived from: deriving takes a good part of a second, on purpose.</summary>
internal sealed class VaultKey
{
    /// <summary>What OWASP asks of PBKDF2 with SHA-256 (2023). Files with fewer are refused.</summary>
    public const int FewestIterations = 600_000;

    /// <summary>More would let a forged file hold up a worker.</summary>
    public const int MostIterations = 10_000_000;

    private const int SaltSize = 16, KeySize = 32;
    private readonly string _passphrase;

    private VaultKey(string passphrase, byte[] salt, int iterations)
    {
        (_passphrase, Salt, Iterations) = (passphrase, salt, iterations);
        Bytes = Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, HashAlgorithmName.SHA256, KeySize);
    }

    public byte[] Salt { get; }

    public int Iterations { get; }

    public byte[] Bytes { get; }

    /// <summary>For a new file.</summary>
    public static VaultKey New(string passphrase) => new(passphrase, RandomNumberGenerator.GetBytes(SaltSize), FewestIterations);

    /// <summary>For a file that is there; the one from before where nothing that it depends on has changed.</summary>
    public static VaultKey For(string passphrase, byte[] salt, int iterations, VaultKey? before) =>
        before is not null && before._passphrase == passphrase && before.Iterations == iterations && before.Salt.AsSpan().SequenceEqual(salt)
            ? before
            : new VaultKey(passphrase, salt, iterations);
}
