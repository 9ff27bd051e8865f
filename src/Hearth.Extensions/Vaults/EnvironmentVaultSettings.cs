namespace Hearth.Extensions.Vaults;

/// <summary>Settings of the vault <c>environment</c>.</summary>
/// <param name="Prefix">What the names of the variables begin with, and those of the secrets do not: with APP_ the secret TOKEN is the variable APP_TOKEN.</param>
public sealed record EnvironmentVaultSettings(string Prefix = "");
