namespace Hearth.Host.Workspaces;

/// <summary>A folder with <c>hearth.yaml</c>, and where things lie in it. All paths are absolute.</summary>
/// <param name="Root">The folder.</param>
public sealed record Workspace(string Root)
{
    /// <summary>The file that makes a folder a workspace.</summary>
    public const string SettingsName = "hearth.yaml";

    /// <summary><c>hearth.yaml</c>.</summary>
    public string SettingsFile => Path.Combine(Root, SettingsName);

    /// <summary>The workflows' definitions.</summary>
    public string WorkflowsDirectory => Path.Combine(Root, "workflows");

    /// <summary>The tasks' code.</summary>
    public string TasksDirectory => Path.Combine(Root, "tasks");

    /// <summary>Machine state; never edited by hand, never under version control.</summary>
    public string StateDirectory => Path.Combine(Root, ".hearth");

    /// <summary>One folder a run: logs and artifacts.</summary>
    public string RunsDirectory => Path.Combine(StateDirectory, "runs");

    /// <summary>Large values, by content.</summary>
    public string ObjectsDirectory => Path.Combine(StateDirectory, "objects");

    /// <summary>Compiled code, by content.</summary>
    public string ModulesDirectory => Path.Combine(StateDirectory, "modules");

    /// <summary>What is known of files, so that the next host need not read them.</summary>
    public string StampsFile => Path.Combine(StateDirectory, "stamps");

    /// <summary>Scratch folders of attempts.</summary>
    public string ScratchDirectory => Path.Combine(StateDirectory, "tmp");

    /// <summary>The Sdk that the tasks' project refers to.</summary>
    public string SdkDirectory => Path.Combine(StateDirectory, "sdk");

    /// <summary>A run's folder.</summary>
    public string RunDirectory(string run) => Path.Combine(RunsDirectory, run);

    /// <summary>The workspace that a folder is or lies in.</summary>
    /// <exception cref="HearthException">There is none.</exception>
    public static Workspace Find(string directory)
    {
        for (var candidate = new DirectoryInfo(Path.GetFullPath(directory)); candidate is not null; candidate = candidate.Parent)
            if (File.Exists(Path.Combine(candidate.FullName, SettingsName)))
                return new Workspace(candidate.FullName);
        throw new HearthException(HostErrorIds.NoWorkspace,
            $"There is no workspace in {Path.GetFullPath(directory)} or above it (no {SettingsName}). Make one with 'hearth init', or name its folder with -C.")
        {
            IsUsage = true,
        };
    }
}
