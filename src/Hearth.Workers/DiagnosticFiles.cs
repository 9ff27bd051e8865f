using System.Globalization;

namespace Hearth.Workers;

/// <summary>
/// The pipes and the socket that the runtime makes in the temporary folder for debuggers. It deletes them at a normal end; workers are killed, because their
/// tasks must not be able to delay that.
/// </summary>
internal static class DiagnosticFiles
{
    public static void Delete(int process)
    {
        if (OperatingSystem.IsWindows())
            return;
        var id = process.ToString(CultureInfo.InvariantCulture);
        foreach (var pattern in (string[])[$"clr-debug-pipe-{id}-*", $"dotnet-diagnostic-{id}-*"])
            foreach (var file in Directory.EnumerateFileSystemEntries(Path.GetTempPath(), pattern))
                Delete(file);
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's process had the same number once, or somebody cleans up too.
        }
    }
}
