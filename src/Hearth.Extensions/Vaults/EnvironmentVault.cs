namespace Hearth.Extensions.Vaults;

/// <summary>Secrets from environment variables of the host. What runs Hearth puts them there: a service manager, a container, a shell.</summary>
public sealed class EnvironmentVault : IVault, IConfigurable<EnvironmentVaultSettings>
{
    private string _prefix = "";

    /// <inheritdoc/>
    public void Configure(EnvironmentVaultSettings configuration) => _prefix = configuration.Prefix;

    /// <inheritdoc/>
    public Task<string?> GetAsync(string name, VaultContext context) => Task.FromResult(Environment.GetEnvironmentVariable(_prefix + name));
}
