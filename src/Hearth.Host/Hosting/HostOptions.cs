using System.Globalization;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Hosting;

/// <summary>What a command asks of the workspace's host; it decides where the command becomes the host, and must fit where one is up.</summary>
public sealed record HostOptions
{
    /// <summary>The environment variable with the number of workers.</summary>
    public const string WorkersVariable = "HEARTH_WORKERS";

    /// <summary>The most workers that may be asked for.</summary>
    public const int MostWorkers = 1024;

    /// <summary>How eagerly it looks for changes; null leaves that to environment, settings and git.</summary>
    public HostMode? Mode { get; init; }

    /// <summary>The most worker processes at once; null leaves that to environment and settings.</summary>
    public int? Workers { get; init; }

    /// <summary>Whether a host with more workers will do.</summary>
    public bool IsWorkersAtLeast { get; init; }

    /// <summary>Nothing special.</summary>
    public static HostOptions None { get; } = new();

    /// <summary>The number of workers: the command line decides, then the environment, then the settings.</summary>
    /// <exception cref="HearthException">The environment variable holds something else.</exception>
    public int WorkersOf(string? variable, WorkspaceSettings settings)
    {
        if (Workers is { } said)
            return said;
        if (string.IsNullOrEmpty(variable))
            return settings.Workers;
        return int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostWorkers ? number
            : throw new HearthException(HostErrorIds.Workers, $"{WorkersVariable} is '{variable}'; it must be a number from 1 to {MostWorkers}.") { IsUsage = true };
    }

    /// <summary>Whether a host that is up will do.</summary>
    /// <exception cref="HearthException">It will not.</exception>
    public void Require(string mode, int workers)
    {
        if (Mode is { } wanted && mode != HostModeChoice.NameOf(wanted))
            throw new HearthException(HostErrorIds.UnknownMode,
                $"The workspace's host is up in {mode} mode. '--mode' is for the command that starts it: 'hearth serve --stop', then 'hearth serve --mode {HostModeChoice.NameOf(wanted)}'.")
            {
                IsUsage = true,
            };
        if (Workers is { } count && (IsWorkersAtLeast ? workers < count : workers != count))
            throw new HearthException(HostErrorIds.Workers,
                $"The workspace's host is up with {workers} {(workers == 1 ? "worker" : "workers")}. '--workers' is for the command that starts it: 'hearth serve --stop', then 'hearth serve --workers {count}'.")
            {
                IsUsage = true,
            };
    }
}
