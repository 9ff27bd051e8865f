using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Following;

/// <summary>A run of the workflow <c>flow</c>, and edits of its file meanwhile. Steps of it wait for files, so that a test knows where the run stands.</summary>
internal sealed class FollowedRun : IDisposable
{
    private RunningCommand? _command;

    public FollowedRun(string steps, string keys = "definition: follow", string settings = "grace: 500ms\nworkers: 2")
    {
        Workspace = new TestWorkspace(settings);
        Define(steps, keys);
    }

    public TestWorkspace Workspace { get; }

    /// <summary>What ran so far, by the names that the steps give.</summary>
    public IEnumerable<string> Ran => Workspace.Ran.Select(run => run.Name);

    /// <summary>Writes the workflow.</summary>
    public void Define(string steps, string keys = "definition: follow") => Workspace.Write("workflows/flow.yaml", $"{keys}\nsteps:\n{steps}\n");

    public void Start(params string[] arguments) => _command = Workspace.Start(["run", "flow", "--json", .. arguments]);

    /// <summary>Waits until something of this name ran, so many times.</summary>
    public Task RanAsync(string name, int times = 1) => Eventually.TrueAsync(() => Ran.Count(ran => ran == name) >= times, $"{name} ran {times} times");

    /// <summary>Waits until the run's record says so. What items of one step share is one look in 100 ms: who edits and goes on at once may be too early for the next item.</summary>
    public Task ShowsAsync(Func<JsonElement, bool> condition, string what) =>
        Eventually.TrueAsync(async () => condition(await Workspace.JsonAsync("show", "latest")), what);

    /// <summary>Lets go who waits for this file.</summary>
    public void Open(string gate) => Workspace.Write(gate, "");

    public async Task<JsonElement> EndAsync()
    {
        var result = await _command!.WaitAsync();
        return result.Output.Length > 0 ? result.Json : throw new InvalidOperationException(result.ToString());
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _command!.Kill();
        await _command.WaitAsync();
    }

    public void Dispose()
    {
        _command?.Dispose();
        Workspace.Dispose();
    }

    /// <summary>What the run took up: a word for each change, such as <c>+added -removed ~changed</c>.</summary>
    public static IEnumerable<string> Changes(JsonElement run) => run.GetProperty("definition").GetProperty("changes").EnumerateArray().Select(change => string.Join(' ',
        new[] { ("added", "+"), ("removed", "-"), ("changed", "~"), ("keys", "=") }.SelectMany(list =>
            change.TryGetProperty(list.Item1, out var names) ? names.EnumerateArray().Select(name => list.Item2 + name.GetString()) : [])));

    /// <summary>The steps with their status, in the order of the output.</summary>
    public static string Steps(JsonElement run) =>
        string.Join(' ', run.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("name").GetString()}:{step.GetProperty("status").GetString()}"));

    /// <summary>The ids of what was found about the run.</summary>
    public static IEnumerable<string> Warnings(JsonElement run) =>
        run.TryGetProperty("warnings", out var warnings) ? warnings.EnumerateArray().Select(warning => warning.GetProperty("id").GetString()!) : [];
}
