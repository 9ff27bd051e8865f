namespace Hearth.Host.Workspaces;

/// <summary>When a host in production takes up what changed.</summary>
public enum HostReload
{
    /// <summary>When a run begins.</summary>
    Run,

    /// <summary>Only when <c>hearth reload</c> or SIGHUP says so: all or nothing.</summary>
    Command,
}
