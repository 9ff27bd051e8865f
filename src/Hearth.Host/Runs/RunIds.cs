using System.Security.Cryptography;

namespace Hearth.Host.Runs;

/// <summary>Names of runs: they sort by time, and two made in the same second differ.</summary>
internal static class RunIds
{
    public static string New(DateTimeOffset now) => $"{now:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
}
