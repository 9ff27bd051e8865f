using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hearth.Extensions.Vaults;

/// <summary>
/// The encrypted file: lines of text, so that it can lie under version control. The first says the format; then how the key is derived, how the content is encrypted,
/// and the content, a JSON object of secrets by name. All but the content is authenticated with it.
/// </summary>
/// <param name="Header">What is authenticated beside the content.</param>
internal sealed record VaultFile(string Header, byte[] Salt, int Iterations, byte[] Nonce, byte[] Tag, byte[] Content)
{
    private const string FirstLine = "hearth-vault 1";
    private const int NonceSize = 12, TagSize = 16;

    /// <exception cref="InvalidDataException">It is none, or of another format.</exception>
    public static VaultFile Parse(string text, string path)
    {
        if (!text.StartsWith("hearth-vault ", StringComparison.Ordinal))
            throw new InvalidDataException($"{path} is not a vault of Hearth.");
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines[0] != FirstLine)
            throw new InvalidDataException($"{path} has the format '{lines[0]}'; this version of Hearth reads '{FirstLine}'. Use the newer Hearth that wrote it.");
        try
        {
            if (lines is not [_, var derivation, var encryption, var content]
                || derivation.Split(' ') is not ["pbkdf2-sha256", var iterations, var salt] || encryption.Split(' ') is not ["aes-256-gcm", var nonce, var tag])
                throw new FormatException();
            var file = new VaultFile(HeaderOf(iterations, salt, nonce), Convert.FromBase64String(salt), int.Parse(iterations, NumberStyles.None, CultureInfo.InvariantCulture),
                Convert.FromBase64String(nonce), Convert.FromBase64String(tag), Convert.FromBase64String(content));
            return file is { Iterations: >= VaultKey.FewestIterations and <= VaultKey.MostIterations, Nonce.Length: NonceSize, Tag.Length: TagSize, Salt.Length: >= 16 }
                ? file
                : throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path} is damaged: its lines are not those of a vault. Restore it from a copy.", exception);
        }
    }

    public static VaultFile Encrypt(IReadOnlyDictionary<string, string> secrets, VaultKey key)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(secrets);
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var header = HeaderOf(key.Iterations.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(key.Salt), Convert.ToBase64String(nonce));
        var (content, tag) = (new byte[plain.Length], new byte[TagSize]);
        using var cipher = new AesGcm(key.Bytes, TagSize);
        cipher.Encrypt(nonce, plain, content, tag, Encoding.ASCII.GetBytes(header));
        CryptographicOperations.ZeroMemory(plain);
        return new VaultFile(header, key.Salt, key.Iterations, nonce, tag, content);
    }

    /// <exception cref="InvalidDataException">The key is another, or the file was changed.</exception>
    public Dictionary<string, string> Decrypt(VaultKey key, string path)
    {
        var plain = new byte[Content.Length];
        try
        {
            using var cipher = new AesGcm(key.Bytes, TagSize);
            cipher.Decrypt(Nonce, Content, Tag, plain, Encoding.ASCII.GetBytes(Header));
            return JsonSerializer.Deserialize<Dictionary<string, string>>(plain) ?? [];
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new InvalidDataException($"{path} cannot be opened: the passphrase is wrong, or the file was changed by something else than Hearth.", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public string Write() => string.Create(CultureInfo.InvariantCulture,
        $"{FirstLine}\npbkdf2-sha256 {Iterations} {Convert.ToBase64String(Salt)}\naes-256-gcm {Convert.ToBase64String(Nonce)} {Convert.ToBase64String(Tag)}\n{Convert.ToBase64String(Content)}\n");

    private static string HeaderOf(string iterations, string salt, string nonce) => $"{FirstLine}\npbkdf2-sha256 {iterations} {salt}\naes-256-gcm {nonce}";
}
