using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Extensions;

/// <summary>The workspace's vault, for <c>hearth vault</c>. Values go in and never come out.</summary>
public sealed class WorkspaceVault : IAsyncDisposable
{
    private readonly ExtensionSession _session;
    private readonly ExtensionEntry _vault;
    private readonly string _log;

    private WorkspaceVault(ExtensionSession session, string log)
    {
        _session = session;
        _log = log;
        _vault = session.Extensions.Set?.Find(ExtensionKind.Vault, Name)
            ?? throw new HearthException(HostErrorIds.UnknownExtension, $"The vault '{Name}' cannot be used. 'hearth catalog' says why.");
    }

    /// <summary>The vault that <c>hearth.yaml</c> sets up.</summary>
    public string Name => _session.Extensions.Vault.Name;

    /// <summary>Opens it.</summary>
    /// <exception cref="HearthException">The settings or the code have problems.</exception>
    public static async Task<WorkspaceVault> OpenAsync(Workspace workspace, CancellationToken cancellationToken) =>
        new(await ExtensionSession.OpenAsync(workspace, cancellationToken), Path.Combine(workspace.StateDirectory, "vault.log"));

    /// <summary>The names of all secrets.</summary>
    /// <exception cref="HearthException">The vault cannot tell.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        (await CallAsync(new ExtensionCall(ExtensionOperations.ListSecrets, Settings), [], cancellationToken)).Names ?? [];

    /// <summary>Adds or replaces a secret.</summary>
    /// <exception cref="HearthException">The vault cannot.</exception>
    public Task SetAsync(string name, string value, CancellationToken cancellationToken) =>
        CallAsync(new ExtensionCall(ExtensionOperations.SetSecret, Settings) { Name = name, Value = value }, [value], cancellationToken);

    /// <summary>Removes a secret.</summary>
    /// <exception cref="HearthException">There is none with this name, or the vault cannot.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if ((await CallAsync(new ExtensionCall(ExtensionOperations.RemoveSecret, Settings) { Name = name }, [], cancellationToken)).Removed != true)
            throw new HearthException(HostErrorIds.Secret, $"There is no secret '{name}' in the vault '{Name}'. 'hearth vault list' shows the names.") { IsUsage = true };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private System.Text.Json.JsonElement Settings => _session.Extensions.Vault.Configuration;

    private async Task<ExtensionAnswer> CallAsync(ExtensionCall call, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        var result = await _session.Calls.CallAsync(_vault, call, CallPlace.Command("vault", _log) with { Secrets = secrets }, cancellationToken);
        if (result.Answer is { } answer)
            return answer;
        var hint = Name == WorkspaceSettings.UsualVault.Name ? " For secrets in an encrypted file write 'vault: file' into hearth.yaml." : "";
        throw new HearthException(result.Error!.Id, result.Error.Message + hint);
    }
}
