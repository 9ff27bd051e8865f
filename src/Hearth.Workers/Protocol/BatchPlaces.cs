using System.Globalization;

namespace Hearth.Workers.Protocol;

/// <summary>Folders and files of the items of a step, absolute. Those of one item are named by its number.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Artifacts">The folder with a folder for each item.</param>
/// <param name="Scratch">The beginning of the paths of the items' scratch folders.</param>
/// <param name="Logs">The folder with a log file for each item.</param>
/// <param name="LogLimit">The most bytes that an attempt may log.</param>
public sealed record BatchPlaces(string Workspace, string Artifacts, string Scratch, string Logs, long LogLimit)
{
    /// <summary>The name of an item's files.</summary>
    public static string Name(long item) => item.ToString("d6", CultureInfo.InvariantCulture);

    /// <summary>Those of one attempt.</summary>
    public AttemptPlaces Of(long item, int attempt) => new(
        Workspace, Path.Combine(Artifacts, Name(item)), string.Create(CultureInfo.InvariantCulture, $"{Scratch}{item}-{attempt}"), Path.Combine(Logs, $"{Name(item)}.log"), LogLimit);
}
