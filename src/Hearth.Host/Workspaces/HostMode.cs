namespace Hearth.Host.Workspaces;

/// <summary>How eagerly a host looks whether its files changed.</summary>
public enum HostMode
{
    /// <summary>Before each run, step and repeat: edits are used at once.</summary>
    Development,

    /// <summary>When a run begins, or only when it is told to: a run is of one moment.</summary>
    Production,
}
