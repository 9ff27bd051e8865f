using System.Security.Cryptography;

namespace Hearth.Host.Runs;

/// <summary>Names of runs: they sort by time, and two made in the same second differ.</summary>
internal static class RunIds
{
    /// <param name="now">When the run begins.</param>
    /// <param name="isTaken">Whether there is a run of this name: of a few hundred in one second two would be called the same.</param>
    public static string New(DateTimeOffset now, Predicate<string> isTaken)
    {
        while (true)
            if ($"{now:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}" is var id && !isTaken(id))
                return id;
    }
}
