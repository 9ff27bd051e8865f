using Hearth.Extensions.Tests.Support;
using Hearth.Extensions.Vaults;

namespace Hearth.Extensions.Tests;

public sealed class EnvironmentVaultTests
{
    [Fact]
    public async Task Gives_variables_by_their_names_behind_the_prefix()
    {
        using var folder = new TemporaryFolder();
        Environment.SetEnvironmentVariable("HEARTH_TEST_VAULT_TOKEN", "value");
        var vault = new EnvironmentVault();
        Assert.Equal("value", await vault.GetAsync("HEARTH_TEST_VAULT_TOKEN", folder.Vault()));
        vault.Configure(new EnvironmentVaultSettings("HEARTH_TEST_VAULT_"));
        Assert.Equal("value", await vault.GetAsync("TOKEN", folder.Vault()));
        Assert.Null(await vault.GetAsync("HEARTH_TEST_VAULT_TOKEN", folder.Vault()));
    }
}
