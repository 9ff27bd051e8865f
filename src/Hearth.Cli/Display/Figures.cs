using System.Globalization;
using Hearth.Host.Runs;

namespace Hearth.Cli.Display;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds switch
    {
        < 0.0995 => $"{seconds * 1000:0} ms",
        < 9.95 => $"{seconds:0.0} s",
        < 59.5 => $"{seconds:0} s",
        < 3600 => $"{(int)(seconds / 60)}:{(int)(seconds % 60):00} min",
        _ => $"{(int)(seconds / 3600)}:{(int)(seconds % 3600 / 60):00} h",
    };

    public static string Worker(WorkerSnapshot worker) => $"{Seconds(worker.Seconds)}{(worker.Waiting > 0 ? $", {Count(worker.Waiting)} waiting" : "")}";

    public static string Items(ItemFigures items)
    {
        var text = $"{Count(items.Done + items.Failed)}/{Count(items.Total)}";
        if (items.Reused > 0)
            text += $", {Count(items.Reused)} reused";
        if (items.Failed > 0)
            text += $", {Count(items.Failed)} failed";
        if (items.Rate >= 0.05 && items.Done + items.Failed < items.Total)
        {
            var left = (items.Total - items.Done - items.Failed) / items.Rate;
            text += $", {(items.Rate < 10 ? $"{items.Rate:0.0}" : Count((long)items.Rate))}/s, {Seconds(left)} left";
        }

        return text;
    }
}

/// <summary>The items of a step under way.</summary>
internal sealed record ItemFigures(long Total, long Done, long Failed, long Reused, double Rate);
