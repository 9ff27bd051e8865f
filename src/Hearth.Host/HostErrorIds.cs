namespace Hearth.Host;

/// <summary>The host's errors. Never reused; each has a page under <c>docs/reference/errors</c>.</summary>
public static class HostErrorIds
{
    /// <summary>No workspace here or above.</summary>
    public const string NoWorkspace = "HEARTH4101";

    /// <summary>The folder for a new workspace is one already.</summary>
    public const string WorkspaceExists = "HEARTH4102";

    /// <summary>Another host holds the workspace and does not answer.</summary>
    public const string HostBusy = "HEARTH4103";

    /// <summary>The host is of another version.</summary>
    public const string HostVersion = "HEARTH4104";

    /// <summary>The workflow does not exist.</summary>
    public const string UnknownWorkflow = "HEARTH4105";

    /// <summary>The inputs do not fit the workflow.</summary>
    public const string InvalidInputs = "HEARTH4106";

    /// <summary>Definitions or code have problems.</summary>
    public const string Invalid = "HEARTH4107";

    /// <summary>The run cannot be resumed, retried or cancelled as it stands.</summary>
    public const string RunState = "HEARTH4108";

    /// <summary>The step does not exist.</summary>
    public const string UnknownStep = "HEARTH4109";

    /// <summary>The connection to the host broke.</summary>
    public const string HostLost = "HEARTH4110";

    /// <summary>The task does not exist.</summary>
    public const string UnknownTask = "HEARTH4118";

    /// <summary>The number of workers is not one, or not that of the host that is up.</summary>
    public const string Workers = "HEARTH4117";

    /// <summary>A file that was named does not exist or is malformed.</summary>
    public const string InvalidFile = "HEARTH4111";

    /// <summary>There is no layer of this name.</summary>
    public const string UnknownLayer = "HEARTH4114";

    /// <summary>A run goes on with the definition that it has: the newer one cannot be taken up.</summary>
    public const string DefinitionRefused = "HEARTH4115";

    /// <summary>A command that asks a host, where none is up.</summary>
    public const string NoHost = "HEARTH4113";

    /// <summary>A mode that does not exist, or another than that of the host that is up.</summary>
    public const string UnknownMode = "HEARTH4112";

    /// <summary>An extension does not compile, is refused, or cannot be read.</summary>
    public const string ExtensionUnusable = "HEARTH4301";

    /// <summary>The catalog has an extension whose file is gone.</summary>
    public const string ExtensionOrphaned = "HEARTH4302";

    /// <summary>A compiled file is damaged or was never finished.</summary>
    public const string CompiledDamaged = "HEARTH4303";

    /// <summary>Compiled files that nothing needs any more.</summary>
    public const string CompiledUnused = "HEARTH4304";

    /// <summary>What a host left that is gone.</summary>
    public const string HostLeftOver = "HEARTH4305";

    /// <summary>Values that were never finished.</summary>
    public const string ContentLeftOver = "HEARTH4306";

    /// <summary>What 'hearth why' was asked about is neither a run nor a node of the host's graph.</summary>
    public const string UnknownNode = "HEARTH4116";

    /// <summary>The settings or a command name an extension that does not exist.</summary>
    public const string UnknownExtension = "HEARTH4120";

    /// <summary>A vault, store or report failed.</summary>
    public const string ExtensionFailed = "HEARTH4121";

    /// <summary>A secret that does not exist, or cannot be set.</summary>
    public const string Secret = "HEARTH4122";
}
