namespace Hearth.Host.Workspaces;

/// <summary>The mode of a host, and who chose it.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Reload">When it takes up what changed; of no consequence in development.</param>
/// <param name="Why">What decided it, for people.</param>
public sealed record HostModeChoice(HostMode Mode, HostReload Reload, string Why)
{
    /// <summary>The environment variable that chooses a mode.</summary>
    public const string Variable = "HEARTH_MODE";

    /// <summary>Whether steps and repeats look at the files, not only runs.</summary>
    public bool LooksAtSteps => Mode == HostMode.Development;

    /// <summary>Whether nothing is looked at until a command says so.</summary>
    public bool WaitsForCommand => Mode == HostMode.Production && Reload == HostReload.Command;

    /// <summary>The first that speaks decides: the command line, the environment, the settings; otherwise development where the workspace is under git.</summary>
    /// <exception cref="HearthException">The environment variable holds something else.</exception>
    public static HostModeChoice Of(HostMode? option, string? variable, WorkspaceSettings settings, bool isUnderGit)
    {
        if (option is { } said)
            return new HostModeChoice(said, settings.Reload, "--mode");
        if (!string.IsNullOrEmpty(variable))
            return new HostModeChoice(Parse(variable) ?? throw new HearthException(HostErrorIds.UnknownMode,
                $"{Variable} is '{variable}'; it must be development or production.")
            { IsUsage = true }, settings.Reload, Variable);
        if (settings.Mode is { } set)
            return new HostModeChoice(set, settings.Reload, $"'mode' in {Workspace.SettingsName}");
        return isUnderGit ? new HostModeChoice(HostMode.Development, settings.Reload, "the workspace is under git")
            : new HostModeChoice(HostMode.Production, settings.Reload, "the workspace is not under git");
    }

    /// <summary>The mode of this name; null where there is none.</summary>
    public static HostMode? Parse(string? text) => text switch
    {
        "development" => HostMode.Development,
        "production" => HostMode.Production,
        _ => null,
    };

    /// <summary>The name of a mode.</summary>
    public static string NameOf(HostMode mode) => mode == HostMode.Development ? "development" : "production";

    /// <inheritdoc/>
    public override string ToString() => $"{NameOf(Mode)} mode ({Why})" + (WaitsForCommand ? ", changes are taken up by 'hearth reload'" : "");
}
