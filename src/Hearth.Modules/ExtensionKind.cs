namespace Hearth.Modules;

/// <summary>What an extension is; the loader treats all of them alike.</summary>
public enum ExtensionKind
{
    /// <summary>Work that a step runs: <c>ITask</c>.</summary>
    Task,

    /// <summary>An expensive live object: <c>IResource</c>.</summary>
    Resource,

    /// <summary>A source of secrets: <c>IVault</c>.</summary>
    Vault,

    /// <summary>A place for artifacts: <c>IStore</c>.</summary>
    Store,

    /// <summary>What a run is told as: <c>IReport</c>.</summary>
    Report,
}
