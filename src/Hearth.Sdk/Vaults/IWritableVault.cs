namespace Hearth;

/// <summary>A vault that <c>hearth vault</c> can change.</summary>
public interface IWritableVault : IVault
{
    /// <summary>The names of all secrets, in no particular order; never their values.</summary>
    Task<IReadOnlyList<string>> ListAsync(VaultContext context);

    /// <summary>Adds a secret, or replaces the one with this name. Whole or not at all, also when the process is killed.</summary>
    Task SetAsync(string name, string value, VaultContext context);

    /// <summary>Removes a secret.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(string name, VaultContext context);
}
