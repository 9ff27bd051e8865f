using Hearth.Workers.Protocol;

namespace Hearth.Host.Runs;

/// <summary>Where the files of a run lie, below its folder.</summary>
public static class RunFiles
{
    /// <summary>The log of a step, or of one item of a mapped step. It exists when something was logged.</summary>
    public static string Log(string runDirectory, string step, long? item) => item is null
        ? Path.Combine(runDirectory, "logs", $"{step}.log")
        : Path.Combine(ItemLogs(runDirectory, step), $"{BatchPlaces.Name(item.Value)}.log");

    /// <summary>The folder for what workers write down of items that the log does not have yet.</summary>
    public static string Journals(string runDirectory) => Path.Combine(runDirectory, "journal");

    /// <summary>The folder for the logs of the items of a mapped step.</summary>
    public static string ItemLogs(string runDirectory, string step) => Path.Combine(runDirectory, "items", FolderOf(step));

    /// <summary>The folder for the artifacts of a step, or of one item of a mapped step. It exists when there are any.</summary>
    public static string Artifacts(string runDirectory, string step, long? item)
    {
        var folder = Path.Combine(runDirectory, "artifacts", FolderOf(step));
        return item is null ? folder : Path.Combine(folder, BatchPlaces.Name(item.Value));
    }

    /// <summary>The name of a step's folders: one folder, also for a stage. No other step can have it, as names have no dots.</summary>
    internal static string FolderOf(string step) => step.Replace('/', '.');
}
