using System.Globalization;

namespace Hearth.EndToEnd.Tests.Support;

/// <summary>Looks at processes from outside.</summary>
internal static class Processes
{
    public static bool IsAlive(int process)
    {
        try
        {
            // A zombie that its new parent has not collected yet does nothing any more.
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static List<int> Children(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(thread =>
                File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
