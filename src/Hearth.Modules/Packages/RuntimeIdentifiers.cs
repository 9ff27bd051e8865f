using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Hearth.Modules.Packages;

/// <summary>The names under which packages keep what fits this machine, the best first.</summary>
internal static class RuntimeIdentifiers
{
    public static ImmutableArray<string> Current() => For(RuntimeInformation.RuntimeIdentifier, RuntimeInformation.ProcessArchitecture);

    /// <param name="identifier">The machine's own, such as <c>debian.12-x64</c> or <c>linux-musl-arm64</c>.</param>
    /// <param name="architecture">The processor.</param>
    public static ImmutableArray<string> For(string identifier, Architecture architecture)
    {
        var processor = architecture.ToString().ToLowerInvariant();
        var names = new List<string> { identifier };
        if (identifier.StartsWith("win", StringComparison.Ordinal))
            names.AddRange([$"win-{processor}", "win", "any"]);
        else if (identifier.StartsWith("osx", StringComparison.Ordinal))
            names.AddRange([$"osx-{processor}", "osx", "unix", "any"]);
        else if (identifier.Contains("musl", StringComparison.Ordinal) || identifier.StartsWith("alpine", StringComparison.Ordinal))
            names.AddRange([$"linux-musl-{processor}", "linux-musl", $"linux-{processor}", "linux", "unix", "any"]);
        else
            names.AddRange([$"linux-{processor}", "linux", "unix", "any"]);
        return [.. names.Distinct(StringComparer.Ordinal)];
    }
}
