using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes.Extensions;

/// <summary>Calls a vault.</summary>
internal sealed class VaultInvoker(Type type) : ExtensionInvoker<IVault>(type)
{
    protected override async Task<ExtensionAnswer> CallAsync(IVault extension, ExtensionCall call, TaskContext context)
    {
        var surroundings = new VaultContext { Workspace = context.Files.Workspace, Log = context.Log, Time = context.Time, CancellationToken = context.CancellationToken };
        switch (call.Operation)
        {
            case ExtensionOperations.GetSecrets:
                var values = new Dictionary<string, string?>();
                foreach (var name in call.Names ?? [])
                    values[name] = await extension.GetAsync(name, surroundings);
                return new ExtensionAnswer { Values = values };
            case ExtensionOperations.ListSecrets:
                return new ExtensionAnswer { Names = [.. (await Writable(extension).ListAsync(surroundings)).Order(StringComparer.Ordinal)] };
            case ExtensionOperations.SetSecret:
                await Writable(extension).SetAsync(call.Name!, call.Value!, surroundings);
                return new ExtensionAnswer();
            case ExtensionOperations.RemoveSecret:
                return new ExtensionAnswer { Removed = await Writable(extension).RemoveAsync(call.Name!, surroundings) };
            default:
                throw Unknown(call.Operation);
        }
    }

    private static IWritableVault Writable(IVault vault) =>
        vault as IWritableVault ?? throw new InvalidOperationException($"{vault.GetType().Name} gives secrets only; it cannot list or change them.");
}
