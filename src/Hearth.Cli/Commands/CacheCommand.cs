using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Host.Hosting;
using Hearth.Host.Results;
using Hearth.Host.Views;

namespace Hearth.Cli.Commands;

internal static class CacheCommand
{
    public static Command Create()
    {
        var command = new Command("cache", "What the host keeps, layer by layer: how much, how often it was of use, and what last made it change.");
        command.SetAction((parsed, cancellationToken) => ShowAsync(parsed, cancellationToken));
        var log = new Command("log", "What the host found changed, and what that made doubtful; the newest last.");
        log.SetAction((parsed, cancellationToken) => LogAsync(parsed, cancellationToken));
        command.Add(log);
        command.Add(Clear());
        return command;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.Output();
        await using var host = Host(parsed);
        var view = await host.CacheAsync(cancellationToken);
        if (output.IsJson)
        {
            output.Result(view, ViewJson.Default.CacheView);
            return ExitCodes.Done;
        }

        output.Line($"{view.Mode} mode ({view.ModeReason}); changes are taken up {(view.Reload switch { "step" => "by each step", "run" => "by each run", _ => "by 'hearth reload'" })}");
        string[] titles = ["layer", "entries", "bytes", "hits", "misses", "verified", "rebuilt", "cut off", "evicted", "shared", "average"];
        List<string[]> rows =
        [
            titles,
            .. view.Layers.Select(layer => new[]
            {
                layer.Name, Figures.Count(layer.Entries), Figures.Count(layer.Bytes), Figures.Count(layer.Hits), Figures.Count(layer.Misses), Figures.Count(layer.Verifications),
                Figures.Count(layer.Rebuilds), Figures.Count(layer.Cutoffs), Figures.Count(layer.Evictions), Figures.Count(layer.Avoided),
                layer.Rebuilds == 0 ? "" : Figures.Seconds(layer.RebuildMilliseconds / 1000),
            }),
        ];
        var widths = titles.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            output.Line(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
        foreach (var layer in view.Layers.Where(layer => layer.LastInvalidation is not null))
            output.Line(Ansi.Out.Dim($"{layer.Name}: {layer.LastInvalidation} at {layer.LastInvalidationAt!.Value.ToLocalTime():HH:mm:ss}"));
        return ExitCodes.Done;
    }

    private static async Task<int> LogAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.Output();
        await using var host = Host(parsed);
        var view = await host.CacheLogAsync(cancellationToken);
        if (output.IsJson)
        {
            output.Result(view, ViewJson.Default.CacheLogView);
            return ExitCodes.Done;
        }

        if (view.Entries.IsEmpty)
            output.Note("Nothing yet. In production mode nothing is watched: runs find what changed.");
        foreach (var entry in view.Entries)
        {
            output.Line($"{entry.At.ToLocalTime():HH:mm:ss.fff}  {entry.Cause}");
            foreach (var node in entry.Nodes)
                output.Line(Ansi.Out.Dim($"    {node}"));
            if (entry.Count > entry.Nodes.Length)
                output.Line(Ansi.Out.Dim($"    … and {Figures.Count(entry.Count - entry.Nodes.Length)} more"));
        }

        return ExitCodes.Done;
    }

    /// <exception cref="HearthException">None is up.</exception>
    private static RemoteConnection Host(ParseResult parsed) => RemoteConnection.TryConnect(parsed.Workspace())
        ?? throw new HearthException(HostErrorIds.NoHost, "No host is up, so nothing is kept in memory. 'hearth serve' keeps one up.") { IsUsage = true };

    private static Command Clear()
    {
        var layer = new Argument<string>("LAYER") { Description = "A layer that 'hearth cache' lists, such as 'results': the kept results of steps." };
        var command = new Command("clear", "Removes what a layer keeps; it is computed again when it is needed.") { layer };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var cleared = await CacheLayers.ClearAsync(parsed.Workspace(), parsed.GetValue(layer)!, cancellationToken);
            if (output.IsJson)
                output.Result(new ClearedView(cleared), OutputJson.Default.ClearedView);
            else
                output.Note($"{Ansi.Error.Green("✓")} {Figures.Count(cleared)} of {parsed.GetValue(layer)} removed");
            return ExitCodes.Done;
        });
        return command;
    }
}
