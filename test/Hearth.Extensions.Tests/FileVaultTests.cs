using Hearth.Extensions.Tests.Support;
using Hearth.Extensions.Vaults;

namespace Hearth.Extensions.Tests;

public sealed class FileVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileVaultTests() => _folder.Write("key", "the passphrase\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_secrets_and_forgets_those_that_are_removed()
    {
        var vault = Vault();
        Assert.Null(await vault.GetAsync("A", _folder.Vault()));
        await vault.SetAsync("A", "first", _folder.Vault());
        await vault.SetAsync("B", "zweites Geheimnis: größer\n", _folder.Vault());
        await vault.SetAsync("A", "replaced", _folder.Vault());

        var other = Vault();
        Assert.Equal("replaced", await other.GetAsync("A", _folder.Vault()));
        Assert.Equal("zweites Geheimnis: größer\n", await other.GetAsync("B", _folder.Vault()));
        Assert.Equal(["A", "B"], (await other.ListAsync(_folder.Vault())).Order());
        Assert.True(await other.RemoveAsync("A", _folder.Vault()));
        Assert.False(await other.RemoveAsync("A", _folder.Vault()));

        // An instance that has been up all the time sees what another one changed.
        Assert.Null(await vault.GetAsync("A", _folder.Vault()));
    }

    [Fact]
    public async Task The_file_shows_neither_names_nor_values_and_is_its_owners()
    {
        await Vault().SetAsync("API_TOKEN", "squeamish ossifrage", _folder.Vault());

        var text = File.ReadAllText(_folder.PathOf("secrets.vault"));
        Assert.StartsWith("hearth-vault 1\npbkdf2-sha256 600000 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("API_TOKEN", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("squeamish"u8), text, StringComparison.Ordinal);
        Assert.Equal(["key", "secrets.vault"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order()!);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathOf("secrets.vault")));
    }

    [Fact]
    public async Task Another_passphrase_opens_nothing_and_changes_nothing()
    {
        await Vault().SetAsync("A", "value", _folder.Vault());
        var before = File.ReadAllText(_folder.PathOf("secrets.vault"));
        _folder.Write("key", "another");

        var reading = await Assert.ThrowsAsync<InvalidDataException>(() => Vault().GetAsync("A", _folder.Vault()));
        await Assert.ThrowsAsync<InvalidDataException>(() => Vault().SetAsync("B", "b", _folder.Vault()));

        Assert.Contains("the passphrase is wrong, or the file was changed", reading.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_folder.PathOf("secrets.vault")));
    }

    [Fact]
    public async Task Every_change_of_a_byte_is_noticed()
    {
        await Vault().SetAsync("A", "value", _folder.Vault());
        var path = _folder.PathOf("secrets.vault");
        var whole = File.ReadAllText(path);
        var vault = Vault();

        // A change of salt or iterations makes another key, which costs half a second each: one of each line is enough.
        int[] places = [3, 14, whole.IndexOf("600000", StringComparison.Ordinal), whole.IndexOf("aes", StringComparison.Ordinal) + 20, whole.TrimEnd().LastIndexOf('\n') - 5, whole.Length - 8];
        foreach (var place in places)
        {
            File.WriteAllText(path, $"{whole[..place]}{(whole[place] == '7' ? '8' : '7')}{whole[(place + 1)..]}");
            var exception = await Assert.ThrowsAsync<InvalidDataException>(() => vault.GetAsync("A", _folder.Vault()));
            Assert.Contains("secrets.vault", exception.Message, StringComparison.Ordinal);
        }

        File.WriteAllText(path, whole[..(whole.Length / 2)]);
        await Assert.ThrowsAsync<InvalidDataException>(() => vault.GetAsync("A", _folder.Vault()));
        File.WriteAllText(path, whole);
        Assert.Equal("value", await vault.GetAsync("A", _folder.Vault()));
    }

    [Fact]
    public async Task A_later_format_and_too_few_iterations_are_refused()
    {
        _folder.Write("secrets.vault", "hearth-vault 2\nsomething else\n");
        Assert.Contains("newer Hearth", (await Assert.ThrowsAsync<InvalidDataException>(() => Vault().GetAsync("A", _folder.Vault()))).Message, StringComparison.Ordinal);
        _folder.Write("secrets.vault", $"hearth-vault 1\npbkdf2-sha256 1000 {Convert.ToBase64String(new byte[16])}\naes-256-gcm {Convert.ToBase64String(new byte[12])} {Convert.ToBase64String(new byte[16])}\nAAAA\n");
        Assert.Contains("damaged", (await Assert.ThrowsAsync<InvalidDataException>(() => Vault().GetAsync("A", _folder.Vault()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_passphrase_it_says_where_to_put_one()
    {
        var vault = new FileVault();
        vault.Configure(new FileVaultSettings(PassphraseVariable: "HEARTH_TEST_NOT_SET"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => vault.SetAsync("A", "a", _folder.Vault()));

        Assert.Contains("HEARTH_TEST_NOT_SET", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_change_it_at_once_lose_nothing()
    {
        await Vault().SetAsync("first", "1", _folder.Vault());
        var vault = Vault();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => vault.SetAsync($"name{number}", $"{number}", _folder.Vault()))));

        Assert.Equal(9, (await vault.ListAsync(_folder.Vault())).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("a b")]
    [InlineData("größe")]
    public Task A_name_is_what_an_expression_can_write(string name) => Assert.ThrowsAsync<ArgumentException>(() => Vault().SetAsync(name, "a", _folder.Vault()));

    private static FileVault Vault()
    {
        var vault = new FileVault();
        vault.Configure(new FileVaultSettings(KeyFile: "key"));
        return vault;
    }
}
