using System.Globalization;
using System.Text.Json;

namespace Hearth.Bench.Reload;

/// <summary>Node or Deno, which import each version of a module under another address.</summary>
internal sealed class ScriptPeer(string command, string[] arguments)
{
    public static ScriptPeer Node { get; } = new(PeerFolder.Node, ["--expose-gc"]);

    public static ScriptPeer Deno { get; } = new(PeerFolder.Package("@deno", "linux-x64-glibc", "deno"), ["run", "-A", "--v8-flags=--expose-gc"]);

    public static Task InstallAsync() => PeerFolder.InstallAsync([Node.Command, Deno.Command]);

    private string Command { get; } = command;

    /// <summary>Reloads a module so often.</summary>
    /// <returns>The median of import and call, in milliseconds; and the process's memory in MB by number of reloads.</returns>
    public async Task<(double Milliseconds, IReadOnlyDictionary<int, double> Megabytes)> RunAsync(int bytes, int reloads)
    {
        var (_, output) = await Commands.RunAsync(PeerFolder.Root, Command,
            [.. arguments, "reload.mjs", bytes.ToString(CultureInfo.InvariantCulture), reloads.ToString(CultureInfo.InvariantCulture)]);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        return (lines[^1].GetProperty("milliseconds").GetDouble(),
            lines.SkipLast(1).ToDictionary(line => line.GetProperty("reloads").GetInt32(), line => line.GetProperty("megabytes").GetDouble()));
    }
}
