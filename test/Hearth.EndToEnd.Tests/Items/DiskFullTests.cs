using System.Diagnostics;
using System.Globalization;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Items;

/// <summary>The disk is full in the middle of 500 items: a clear error, and with room again the rest is done.</summary>
public sealed class DiskFullTests
{
    private const string Big = """
        using Hearth;

        public sealed class Big : ITask<Big.Input, Big.Output>
        {
            public sealed record Input(int Number);

            public sealed record Output(int Number, string Text);

            public Task<Output> RunAsync(Input input, TaskContext context)
            {
                File.AppendAllText(Path.Combine(context.Files.Workspace, "ran", $"{input.Number}"), $"{Environment.ProcessId}\n");
                return Task.FromResult(new Output(input.Number, new string('x', 20_000)));
            }
        }
        """;

    /// <summary>In a name space of its own, so that what is mounted is gone with it. All but a few megabytes are taken by a file.</summary>
    private const string Script = """
        mkdir -p .hearth && mount -t tmpfs -o size=64m tmpfs .hearth || exit 99
        head -3 items.jsonl > three.jsonl
        dotnet "$HEARTH" map big three.jsonl -q >&2 || exit 98
        rm ran/*
        head -c $(($(df -k --output=avail .hearth | tail -1) * 1024 - 4500000)) /dev/zero > .hearth/ballast
        dotnet "$HEARTH" map big items.jsonl --out results.jsonl --json -q > first.json 2> first.txt
        echo $? > first.exit
        rm .hearth/ballast
        dotnet "$HEARTH" resume latest --json -q > second.json 2> second.txt
        echo $? > second.exit
        """;

    [SmallDiskFact]
    public async Task A_full_disk_ends_the_run_with_a_clear_error_and_loses_nothing_that_was_recorded()
    {
        using var workspace = new TestWorkspace("grace: 500ms\nworkers: 2");
        workspace.Write("tasks/Big.cs", Big);
        Directory.CreateDirectory(workspace.PathOf("ran"));
        workspace.Write("items.jsonl", string.Concat(Enumerable.Range(0, ItemWorkspace.Count).Select(number => $"{{\"number\": {number}}}\n")));

        using var script = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", Script])
        {
            WorkingDirectory = workspace.Root,
            UseShellExecute = false,
            Environment = { ["HEARTH"] = Repository.Command },
        })!;
        await script.WaitForExitAsync();

        Assert.True(script.ExitCode == 0, $"the script ended with {script.ExitCode}");
        string Read(string file) => File.ReadAllText(workspace.PathOf(file));
        Assert.True(Read("first.exit").Trim() == "1", Read("first.txt"));
        Assert.Contains("full", Read("first.json") + Read("first.txt"), StringComparison.OrdinalIgnoreCase);
        Assert.True(Read("second.exit").Trim() == "0", Read("second.txt"));
        Assert.Equal(Enumerable.Range(0, ItemWorkspace.Count), File.ReadLines(workspace.PathOf("results.jsonl")).Select(line => System.Text.Json.JsonElement.Parse(line).GetProperty("index").GetInt32()));
        // What had ended when nothing could be written any more, neither in the log nor beside it, was done again; what was recorded was not.
        var times = Directory.GetFiles(workspace.PathOf("ran")).ToDictionary(file => int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture), file => File.ReadAllLines(file).Length);
        Assert.Equal(ItemWorkspace.Count, times.Count);
        Assert.InRange(times.Values.Count(count => count > 1), 0, 100);
    }
}
