namespace Hearth.Host.Workspaces;

/// <summary>The Sdk that ships with the command, put where the tasks' project finds it: no package feed, no network.</summary>
public static class SdkFiles
{
    /// <summary>The Sdk that tasks are compiled against.</summary>
    public static string Shipped => typeof(ITask<,>).Assembly.Location;

    /// <summary>Copies it into the workspace where it is not there, or is another.</summary>
    public static void Ensure(Workspace workspace)
    {
        foreach (var source in (string[])[Shipped, Path.ChangeExtension(Shipped, ".xml")])
        {
            var target = new FileInfo(Path.Combine(workspace.SdkDirectory, Path.GetFileName(source)));
            var shipped = new FileInfo(source);
            if (!shipped.Exists || (target.Exists && target.Length == shipped.Length && target.LastWriteTimeUtc == shipped.LastWriteTimeUtc))
                continue;
            Directory.CreateDirectory(workspace.SdkDirectory);
            // By rename: an IDE or another host may be reading the old one.
            var temporary = $"{target.FullName}.{Environment.ProcessId}.new";
            File.Copy(source, temporary, overwrite: true);
            File.SetLastWriteTimeUtc(temporary, shipped.LastWriteTimeUtc);
            File.Move(temporary, target.FullName, overwrite: true);
        }
    }
}
