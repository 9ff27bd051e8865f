namespace Hearth.Workers.Protocol;

/// <summary>What a worker can ask vaults, stores and reports for.</summary>
public static class ExtensionOperations
{
    /// <summary>Vault: the values of <see cref="ExtensionCall.Names"/>.</summary>
    public const string GetSecrets = "get-secrets";

    /// <summary>Vault: all names.</summary>
    public const string ListSecrets = "list-secrets";

    /// <summary>Vault: sets <see cref="ExtensionCall.Name"/> to <see cref="ExtensionCall.Value"/>.</summary>
    public const string SetSecret = "set-secret";

    /// <summary>Vault: removes <see cref="ExtensionCall.Name"/>.</summary>
    public const string RemoveSecret = "remove-secret";

    /// <summary>Store: puts all files below <see cref="ExtensionCall.Folder"/> there, with <see cref="ExtensionCall.Name"/> before their paths.</summary>
    public const string PutFolder = "put-folder";

    /// <summary>Report: writes <see cref="ExtensionCall.Run"/> into <see cref="ExtensionCall.Folder"/>, as <see cref="ExtensionCall.Name"/> with the report's extension.</summary>
    public const string WriteReport = "write-report";
}
