using Hearth.Host.Workspaces;

namespace Hearth.Host.Hosting;

/// <summary>
/// The right to be the workspace's host. It is a lock on an open file, which the system gives up when its owner dies, however it dies: there are no dead locks.
/// </summary>
public sealed class HostLock : IDisposable
{
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <returns>Null where another host has it.</returns>
    public static HostLock? TryTake(Workspace workspace)
    {
        Directory.CreateDirectory(workspace.StateDirectory);
        try
        {
            return new HostLock(new FileStream(PathOf(workspace), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <summary>Whether a host is up, without becoming one.</summary>
    public static bool IsHeld(Workspace workspace)
    {
        if (!File.Exists(PathOf(workspace)))
            return false;
        using var taken = TryTake(workspace);
        return taken is null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string PathOf(Workspace workspace) => Path.Combine(workspace.StateDirectory, "host.lock");
}
