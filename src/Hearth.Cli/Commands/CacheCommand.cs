using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Results;

namespace Hearth.Cli.Commands;

internal static class CacheCommand
{
    public static Command Create() => new("cache", "Looks after what is kept to spare work.") { Clear() };

    private static Command Clear()
    {
        var layer = new Argument<string>("LAYER") { Description = $"What to remove: {string.Join(", ", CacheLayers.Names)}." };
        var command = new Command("clear", "Removes what a layer keeps; it is computed again when it is needed.") { layer };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var cleared = await CacheLayers.ClearAsync(parsed.Workspace(), parsed.GetValue(layer)!, cancellationToken);
            if (output.IsJson)
                output.Result(new ClearedView(cleared), OutputJson.Default.ClearedView);
            else
                output.Note($"{Ansi.Error.Green("✓")} {Figures.Count(cleared)} {parsed.GetValue(layer)} removed");
            return ExitCodes.Done;
        });
        return command;
    }
}
