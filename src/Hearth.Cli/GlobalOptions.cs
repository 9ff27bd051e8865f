using System.CommandLine;
using System.Globalization;
using Hearth.Host.Hosting;
using Hearth.Host.Workspaces;

namespace Hearth.Cli;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string> Directory = new("--directory", "-C")
    {
        Description = "The workspace, or any folder in it; otherwise the current folder.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => ".",
    };

    public static readonly Option<bool> Json = new("--json", "-j")
    {
        Description = "One JSON object on standard output; all else on standard error.",
        Recursive = true,
    };

    public static readonly Option<string?> Mode = new("--mode")
    {
        Description = "How eagerly to look for changes: development (before each step) or production (when a run begins, or when told to).",
        HelpName = "MODE",
        Recursive = true,
    };

    /// <summary>Of the commands that may become the workspace's host.</summary>
    public static readonly Option<int?> Workers = new("--workers")
    {
        Description = "The most worker processes at once; otherwise HEARTH_WORKERS, or 'workers' of hearth.yaml, or one a core.",
        HelpName = "N",
    };

    static GlobalOptions()
    {
        Mode.AcceptOnlyFromAmong("development", "production");
        Workers.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Host.Hosting.HostOptions.MostWorkers))
                result.AddError($"'--workers' takes a number from 1 to {Host.Hosting.HostOptions.MostWorkers}; found '{token.Value}'.");
        });
    }

    public static HostOptions HostOptions(this ParseResult parsed) =>
        new() { Mode = HostModeChoice.Parse(parsed.GetValue(Mode)), Workers = parsed.CommandResult.Command.Options.Contains(Workers) ? parsed.GetValue(Workers) : null };

    public static Workspace Workspace(this ParseResult parsed) => Host.Workspaces.Workspace.Find(parsed.GetValue(Directory)!);

    public static Display.Output Output(this ParseResult parsed) => new(parsed.GetValue(Json));
}
