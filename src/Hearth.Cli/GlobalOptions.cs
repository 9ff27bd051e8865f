using System.CommandLine;
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

    static GlobalOptions() => Mode.AcceptOnlyFromAmong("development", "production");

    public static HostMode? HostMode(this ParseResult parsed) => HostModeChoice.Parse(parsed.GetValue(Mode));

    public static Workspace Workspace(this ParseResult parsed) => Host.Workspaces.Workspace.Find(parsed.GetValue(Directory)!);

    public static Display.Output Output(this ParseResult parsed) => new(parsed.GetValue(Json));
}
