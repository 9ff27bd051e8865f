using System.Globalization;
using System.Text.Json;
using Hearth.EndToEnd.Tests.Results;
using Hearth.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace Hearth.EndToEnd.Tests.Freshness;

/// <summary>
/// Files and folders change while runs go on, the host is stopped so that it hears of it late or not at all, and killed: what a run gives at rest is what is there, and what a storm tore is never
/// taken for a result. HEARTH_STORM_CHANGES sets how many changes are made (20,000 for a thorough look), HEARTH_SEED where they begin.
/// </summary>
public sealed class RunStormTests(ITestOutputHelper output)
{
    private const int ChangesAtOnce = 150, Places = 8;
    private static readonly int Changes = Number("HEARTH_STORM_CHANGES", 1000), Seed = Number("HEARTH_SEED", 1);
    private static readonly string[] Folders = ["", "p", "q", "p/q", "q/p"], Files = ["a", "b", "c"];

    [Fact]
    public async Task Nothing_stale_is_taken_over_when_the_storm_rests()
    {
        using var workspace = new TestWorkspace("workers: 2\nmode: development");
        workspace.Write("tasks/List.cs", """
            using Hearth;
            public sealed class List : ITask<List.Input, string>
            {
                public sealed record Input(string Folder);
                public Task<string> RunAsync(Input input, TaskContext context)
                {
                    var folder = context.Files.Resolve(input.Folder);
                    var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
                    return Task.FromResult(string.Join(' ', files.Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(folder, file)}={File.ReadAllText(file)}")));
                }
            }
            """);
        workspace.Write("workflows/flow.yaml", $$$"""
            steps:
              all: { task: list, map: [{{{string.Join(", ", Enumerable.Range(0, Places))}}}], with: { folder: "data/${{ item }}" }, cache: { files: "data/${{ item }}" } }
            outputs: { all: "${{ steps.all.output }}" }
            """);
        var random = new Random(Seed);
        var (changed, stale, needless, reused, rounds) = (0, 0, 0, 0, 0);
        var host = await workspace.ServeAsync();
        for (var round = 0; changed < Changes; rounds = ++round)
        {
            if (round % 5 == 1)
                host.Signal("STOP");
            using var stormy = workspace.Start("run", "flow", "--json");
            // It may fail, for what it reads is gone; it may be killed with its host.
            var ended = stormy.WaitAsync();
            for (var change = 1; change <= ChangesAtOnce || !ended.IsCompleted; change++)
            {
                Change(workspace, random, ++changed);
                if (round % 5 == 1 && change == ChangesAtOnce)
                    host.Signal("CONT");
                if (round % 5 == 3 && change == ChangesAtOnce / 2)
                    host.Kill();
                // As fast as a checkout, and not so fast that the run sees nothing of it.
                await Task.Delay(1);
            }

            await ended;
            if (round % 5 == 3)
            {
                await host.WaitAsync();
                host.Dispose();
                host = await workspace.ServeAsync();
            }

            var (first, second) = (await RunAsync(workspace), await RunAsync(workspace));
            for (var place = 0; place < Places; place++)
                stale += Differ(Listing(workspace.PathOf($"data/{place}")), Output(first, place)) + Differ(Listing(workspace.PathOf($"data/{place}")), Output(second, place));
            reused += Reused(first);
            needless += Places - Reused(second);
        }

        await workspace.StopAsync(host);
        host.Dispose();
        output.WriteLine($"{changed} changes: {stale} stale, {needless} computed needlessly, {reused} of {rounds * Places} taken over right after the storm");
        Assert.Equal((0, 0), (stale, needless));
    }

    private static async Task<JsonElement> RunAsync(TestWorkspace workspace)
    {
        var run = await workspace.JsonAsync("run", "flow");
        return run.GetProperty("status").GetString() == "succeeded" ? run : throw new InvalidOperationException($"At rest it failed: {run}");
    }

    private static void Change(TestWorkspace workspace, Random random, int number)
    {
        try
        {
            var file = $"{AnyFolder(random)}/{Files[random.Next(Files.Length)]}";
            switch (random.Next(10))
            {
                case < 5:
                    workspace.Write(file, $"{number}");
                    break;
                case 5:
                    File.Delete(workspace.PathOf(file));
                    break;
                case 6:
                    File.Move(workspace.PathOf(file), workspace.PathOf($"{AnyFolder(random)}/{Files[random.Next(Files.Length)]}"), overwrite: true);
                    break;
                case < 9:
                    Directory.Move(workspace.PathOf(AnyFolder(random)), workspace.PathOf(AnyFolder(random)));
                    break;
                default:
                    Directory.Delete(workspace.PathOf(AnyFolder(random)), recursive: true);
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is nothing of this name, or there is already: the next change is another.
        }
    }

    private static string AnyFolder(Random random) => $"data/{random.Next(Places)}/{Folders[random.Next(Folders.Length)]}".TrimEnd('/');

    private int Differ(string expected, string actual)
    {
        if (expected == actual)
            return 0;
        output.WriteLine($"'{actual}' where '{expected}' is");
        return 1;
    }

    private static string Listing(string folder) => string.Join(' ', (Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [])
        .Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(folder, file)}={File.ReadAllText(file)}"));

    private static string Output(JsonElement run, int place) => run.GetProperty("outputs").GetProperty("all")[place].GetString()!;

    private static int Reused(JsonElement run) => run.Step("all").GetProperty("items").GetProperty("reused").GetInt32();

    private static int Number(string variable, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}
