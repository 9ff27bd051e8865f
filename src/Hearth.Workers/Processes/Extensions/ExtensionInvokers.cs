namespace Hearth.Workers.Processes.Extensions;

/// <summary>Which invoker calls a class that is no task.</summary>
internal static class ExtensionInvokers
{
    /// <returns>Null where the class is no vault, store or report.</returns>
    public static TaskInvoker? TryFor(Type type) => type switch
    {
        _ when type.IsAssignableTo(typeof(IVault)) => new VaultInvoker(type),
        _ when type.IsAssignableTo(typeof(IStore)) => new StoreInvoker(type),
        _ when type.IsAssignableTo(typeof(IReport)) => new ReportInvoker(type),
        _ => null,
    };
}
