using System.Collections.Immutable;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;

namespace Hearth.Host.Extensions;

/// <summary>
/// The secrets of one run. They are asked for anew by each attempt, and never recorded; what was handed out is remembered as long as the run is under way, to be kept
/// out of all that its attempts say from then on. Safe for use from several threads.
/// </summary>
internal sealed class RunSecrets(ExtensionCalls calls, Func<WorkspaceExtensions> extensions)
{
    private readonly Lock _lock = new();
    private volatile SecretRedactor _redactor = SecretRedactor.None;

    /// <summary>The vault, for people.</summary>
    public string Vault => extensions().Vault.Name;

    /// <summary>Knows all that was handed out so far.</summary>
    public SecretRedactor Redactor => _redactor;

    /// <summary>Asks the vault.</summary>
    /// <returns>The values by name, null for one that is not there; or why there are none.</returns>
    public async Task<(IReadOnlyDictionary<string, string?> Values, AttemptError? Error)> GetAsync(IReadOnlyCollection<string> names, CallPlace place, CancellationToken cancellationToken)
    {
        var use = extensions().Vault;
        if (await calls.FindAsync(ExtensionKind.Vault, use.Name, cancellationToken) is not { } vault)
            return (ImmutableDictionary<string, string?>.Empty, AttemptError.Of(HostErrorIds.UnknownExtension, $"There is no vault '{use.Name}' that can be used. 'hearth catalog' says how it stands."));
        var result = await calls.CallAsync(vault,
            new ExtensionCall(ExtensionOperations.GetSecrets, use.Configuration) { Names = [.. names] }, place with { Secrets = _redactor.Secrets }, cancellationToken);
        if (result.Answer?.Values is not { } values)
            return (ImmutableDictionary<string, string?>.Empty, _redactor.Redact(result.Error!));
        Remember(values.Values.OfType<string>());
        return (values, null);
    }

    private void Remember(IEnumerable<string> handedOut)
    {
        lock (_lock)
        {
            List<string> unknown = [.. handedOut.Where(secret => secret.Length > 0 && !_redactor.Secrets.Contains(secret))];
            if (unknown.Count > 0)
                _redactor = new SecretRedactor([.. _redactor.Secrets, .. unknown]);
        }
    }
}
