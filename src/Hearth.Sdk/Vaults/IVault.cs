namespace Hearth;

/// <summary>A source of secrets, for <c>${{ vault.NAME }}</c> in workflows.</summary>
/// <remarks>
/// <para>A vault is a public, non-abstract class with a parameterless constructor; settings come by <see cref="IConfigurable{TConfiguration}"/>. One instance serves
/// all calls with the same settings, several at once, for as long as its code is current; it may keep what is costly to derive, but a secret that was changed is to be
/// given as it is now.</para>
/// <para>What a vault gives is never recorded: Hearth asks for it just before an attempt, hands it to the worker only, and replaces it with <c>***</c> in logs, errors
/// and outputs. Exceptions of a vault must not hold a secret.</para>
/// </remarks>
public interface IVault
{
    /// <summary>Looks for one secret.</summary>
    /// <param name="name">As the workflow writes it.</param>
    /// <param name="context">Log, workspace and cancellation of the call.</param>
    /// <returns>The secret; null when there is none with this name.</returns>
    Task<string?> GetAsync(string name, VaultContext context);
}
