namespace Hearth.Extensions.Vaults;

/// <summary>Settings of the vault <c>file</c>.</summary>
/// <param name="Path">The encrypted file; a relative path starts at the workspace's folder.</param>
/// <param name="PassphraseVariable">The environment variable with the passphrase.</param>
/// <param name="KeyFile">A file whose text is the passphrase, in place of the variable.</param>
public sealed record FileVaultSettings(string Path = "secrets.vault", string PassphraseVariable = "HEARTH_VAULT_PASSPHRASE", string? KeyFile = null);
