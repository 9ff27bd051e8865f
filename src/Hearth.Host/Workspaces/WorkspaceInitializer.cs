using System.Reflection;

namespace Hearth.Host.Workspaces;

/// <summary>Makes a workspace that runs as it is.</summary>
public static class WorkspaceInitializer
{
    private const string Prefix = "template/";

    /// <summary>Writes the files of a new workspace; what is there already is kept as it is.</summary>
    /// <returns>The workspace, and the files written, from its folder.</returns>
    /// <exception cref="HearthException">The folder is a workspace already.</exception>
    public static (Workspace Workspace, IReadOnlyList<string> Files) Initialize(string directory)
    {
        var workspace = new Workspace(Path.GetFullPath(directory));
        if (File.Exists(workspace.SettingsFile))
            throw new HearthException(HostErrorIds.WorkspaceExists, $"{workspace.Root} is a workspace already; nothing was changed.") { IsUsage = true };
        if (File.Exists(workspace.Root))
            throw new HearthException(HostErrorIds.InvalidFile, $"{workspace.Root} is a file, not a folder.") { IsUsage = true };
        var assembly = Assembly.GetExecutingAssembly();
        var written = new List<string>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            // A file named '.gitignore' in the sources would act on the sources.
            var name = resource[Prefix.Length..].Replace("gitignore.txt", ".gitignore", StringComparison.Ordinal);
            var path = Path.Combine(workspace.Root, name);
            if (File.Exists(path))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var source = assembly.GetManifestResourceStream(resource)!;
            using var target = new FileStream(path, FileMode.CreateNew);
            source.CopyTo(target);
            written.Add(name);
        }

        SdkFiles.Ensure(workspace);
        return (workspace, written);
    }
}
