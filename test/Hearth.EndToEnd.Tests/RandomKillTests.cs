using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace Hearth.EndToEnd.Tests;

/// <summary>
/// Hosts and workers are killed at random moments of random workflows. HEARTH_KILLS says how many (12 without it), HEARTH_SEED repeats a course.
/// </summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_finished_is_done_again()
    {
        var wanted = Setting("HEARTH_KILLS") ?? 12;
        var seed = Setting("HEARTH_SEED") ?? Random.Shared.Next();
        output.WriteLine($"HEARTH_SEED={seed}");
        var random = new Random(seed);
        using var workspace = new TestWorkspace("workers: 2");
        var kills = new Dictionary<string, int> { ["host"] = 0, ["worker"] = 0 };
        for (var number = 0; kills.Values.Sum() < wanted; number++)
        {
            var workflow = RandomWorkflow.Make($"w{number}", random);
            workspace.Write($"workflows/{workflow.Name}.yaml", workflow.Text);
            await RunAsync(workspace, workflow, random, kills, Math.Min(5, wanted - kills.Values.Sum()));
        }

        output.WriteLine($"{kills["host"]} hosts and {kills["worker"]} workers killed");
    }

    private async Task RunAsync(TestWorkspace workspace, RandomWorkflow workflow, Random random, Dictionary<string, int> kills, int most)
    {
        var command = workspace.Start("run", workflow.Name, "--json", "--quiet");
        CommandResult? result = null;
        for (var killed = 0; result is null && killed < most; killed++)
        {
            var ended = command.WaitAsync();
            await Task.WhenAny(ended, Task.Delay(random.Next(100, 700)));
            if (ended.IsCompleted)
            {
                result = await ended;
                break;
            }

            if (random.Next(2) == 0)
            {
                if (KillWorker(command.ProcessId, random) is not { } worker)
                    continue;
                kills["worker"]++;
                _journal.Add($"worker {worker} of {command.ProcessId} killed");
                continue;
            }

            kills["host"]++;
            _journal.Add($"host {command.ProcessId} killed");
            command.Kill();
            await ended;
            command.Dispose();
            command = await ResumeAsync(workspace, workflow);
        }

        result ??= await command.WaitAsync();
        Assert.True(result.ExitCode == 0, $"{workflow.Text}\n{string.Join('\n', _journal)}\nprocess {command.ProcessId}: {result}");
        command.Dispose();
        _journal.Clear();
        await CheckAsync(workspace, workflow);
    }

    /// <summary>Notes what was finished at the kill, and checks on it when the run is over.</summary>
    private readonly Dictionary<(string Name, long? Item), int> _finished = [];
    private readonly List<string> _journal = [];

    private async Task<RunningCommand> ResumeAsync(TestWorkspace workspace, RandomWorkflow workflow)
    {
        var runs = await workspace.JsonAsync("runs", "--workflow", workflow.Name);
        if (runs.GetProperty("runs").GetArrayLength() == 0)
            return workspace.Start("run", workflow.Name, "--json", "--quiet");
        var id = runs.GetProperty("runs")[0].GetProperty("run").GetString()!;
        var show = await workspace.JsonAsync("show", id, "--all");
        foreach (var (step, item) in Succeeded(show))
            _finished[($"{workflow.Name}/{step}", item)] = Times(workspace, $"{workflow.Name}/{step}", item);
        // A run that was recorded as ended just before its host was killed needs no resume.
        return show.GetProperty("status").GetString() == "succeeded"
            ? workspace.Start("show", id, "--json")
            : workspace.Start("resume", id, "--json", "--quiet");
    }

    private async Task CheckAsync(TestWorkspace workspace, RandomWorkflow workflow)
    {
        var run = (await workspace.JsonAsync("runs", "--workflow", workflow.Name)).GetProperty("runs")[0].GetProperty("run").GetString()!;
        var succeeded = Succeeded(await workspace.JsonAsync("show", run, "--all")).ToList();
        var expected = workflow.Steps.SelectMany(step => step.Value is { } items
            ? Enumerable.Range(0, items).Select(item => (step.Key, (long?)item))
            : [(step.Key, null)]).Order().ToList();
        Assert.Equal(expected, succeeded.Order());
        foreach (var (item, times) in _finished)
            Assert.True(Times(workspace, item.Name, item.Item) == times, $"{item} was finished and was executed again.\n{workflow.Text}");
        _finished.Clear();
    }

    private static IEnumerable<(string Step, long? Item)> Succeeded(JsonElement run) =>
        from step in run.GetProperty("steps").EnumerateArray()
        from attempt in step.GetProperty("attempts").EnumerateArray()
        where attempt.GetProperty("status").GetString() == "succeeded"
        select (step.GetProperty("name").GetString()!, attempt.TryGetProperty("item", out var item) ? item.GetInt64() : (long?)null);

    private static int Times(TestWorkspace workspace, string name, long? item) => workspace.Ran.Count(ran => ran.Name == name && ran.Item == item);

    private static int? KillWorker(int host, Random random)
    {
        var workers = Processes.Children(host);
        if (workers.Count == 0)
            return null;
        var worker = workers[random.Next(workers.Count)];
        using var kill = Process.Start("kill", ["-KILL", worker.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return kill.ExitCode == 0 ? worker : null;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
