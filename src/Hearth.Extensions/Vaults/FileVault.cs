using System.Text;

namespace Hearth.Extensions.Vaults;

/// <summary>Secrets in an encrypted file of the workspace (AES-256-GCM, key by PBKDF2 from a passphrase). <c>hearth vault</c> changes it.</summary>
public sealed class FileVault : IWritableVault, IConfigurable<FileVaultSettings>
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50), LockPatience = TimeSpan.FromSeconds(10);
    private FileVaultSettings _settings = new();
    private volatile VaultKey? _key;

    /// <inheritdoc/>
    public void Configure(FileVaultSettings configuration) => _settings = configuration;

    /// <inheritdoc/>
    public async Task<string?> GetAsync(string name, VaultContext context) => (await ReadAsync(context)).GetValueOrDefault(name);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(VaultContext context) => [.. (await ReadAsync(context)).Keys];

    /// <inheritdoc/>
    public Task SetAsync(string name, string value, VaultContext context)
    {
        if (name.Length is 0 or > 100 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-') || char.IsAsciiDigit(name[0]) || name[0] == '-')
            throw new ArgumentException($"'{name}' cannot be the name of a secret: letters, digits, '_' and '-', the first a letter or '_'.");
        return ChangeAsync(secrets =>
        {
            secrets[name] = value;
            return true;
        }, context);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string name, VaultContext context) => ChangeAsync(secrets => secrets.Remove(name), context);

    private string PathIn(VaultContext context) => Path.GetFullPath(_settings.Path, context.Workspace);

    private async Task<Dictionary<string, string>> ReadAsync(VaultContext context)
    {
        var path = PathIn(context);
        if (!File.Exists(path))
            return [];
        var file = VaultFile.Parse(await File.ReadAllTextAsync(path, context.CancellationToken), path);
        var key = VaultKey.For(Passphrase(context), file.Salt, file.Iterations, _key);
        var secrets = file.Decrypt(key, path);
        // Only one that fits.
        _key = key;
        return secrets;
    }

    private async Task<bool> ChangeAsync(Func<Dictionary<string, string>, bool> change, VaultContext context)
    {
        var path = PathIn(context);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var exclusive = await LockAsync(path + ".lock", context);
        var secrets = await ReadAsync(context);
        if (!change(secrets))
            return false;
        if (!File.Exists(path))
            _key = VaultKey.New(Passphrase(context));
        await WriteAsync(path, VaultFile.Encrypt(secrets, _key!).Write(), context.CancellationToken);
        return true;
    }

    /// <summary>By rename: whoever reads, or is killed, has the old file or the new one.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(temporary, options))
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Two that change the file at once would lose one's change.</summary>
    private static async Task<FileStream> LockAsync(string path, VaultContext context)
    {
        var started = context.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && context.Time.GetElapsedTime(started) < LockPatience)
            {
                await Task.Delay(LockPause, context.Time, context.CancellationToken);
            }
        }
    }

    private string Passphrase(VaultContext context)
    {
        if (_settings.KeyFile is { } keyFile)
        {
            var path = Path.GetFullPath(keyFile, context.Workspace);
            return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text
                : throw new InvalidOperationException($"The vault's key file {path} is not there, or empty.");
        }

        return Environment.GetEnvironmentVariable(_settings.PassphraseVariable) is { Length: > 0 } passphrase ? passphrase
            : throw new InvalidOperationException($"The vault's passphrase is not there: set the environment variable {_settings.PassphraseVariable} where Hearth runs, or 'key-file' in hearth.yaml.");
    }
}
