using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary>Many items at once: what stands is taken over without a worker, and nearly without time.</summary>
public sealed class ManyItemsTests(ITestOutputHelper output)
{
    private const int Items = 1343;

    [Fact]
    public async Task All_of_them_stand_and_one_that_changed_is_computed_alone()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("tasks/Length.cs", """
            using Hearth;
            public sealed class Length : ITask<Length.Input, int>
            {
                public sealed record Input(int Number);
                public async Task<int> RunAsync(Input input, TaskContext context) => (await File.ReadAllTextAsync(context.Files.Resolve($"data/{input.Number}/x.txt"))).Length;
            }
            """);
        workspace.Write("workflows/flow.yaml", "inputs: { numbers: { type: list, items: integer } }\nsteps:\n  all: { task: length, map: \"${{ inputs.numbers }}\", with: { number: \"${{ item }}\" }, cache: { files: \"data/${{ item }}\" } }\noutputs: { all: \"${{ steps.all.output }}\" }\n");
        workspace.Write("inputs.json", JsonSerializer.Serialize(new { numbers = Enumerable.Range(0, Items) }));
        for (var number = 0; number < Items; number++)
            workspace.Write($"data/{number}/x.txt", $"{number}");
        using var host = await workspace.ServeAsync();
        async Task<JsonElement> RunAsync() => await workspace.JsonAsync("run", "flow", "-i", "inputs.json", "--quiet");

        var first = await RunAsync();
        var second = await RunAsync();
        workspace.Write("data/700/x.txt", "longer than it was");
        var third = await RunAsync();
        var fourth = await RunAsync();
        var text = (await workspace.RunAsync("why", $"{fourth.Id()}/all/700")).Output;
        await workspace.StopAsync(host);

        Assert.Equal((0, Items, Items - 1, Items), (Reused(first), Reused(second), Reused(third), Reused(fourth)));
        Assert.Contains($"all[700] (same code, input and files as in {third.Id()})", text, StringComparison.Ordinal);
        Assert.Equal(third.GetProperty("outputs").GetRawText(), fourth.GetProperty("outputs").GetRawText());
        Assert.Equal("all[700]", (await workspace.JsonAsync("show", third.Id(), "--all")).Computed());
        Assert.Equal(18, third.GetProperty("outputs").GetProperty("all")[700].GetInt32());
        output.WriteLine($"computed in {Seconds(first):0.000} s, reused in {Seconds(second):0.000} s, with one computed in {Seconds(third):0.000} s");
        // Alone on a machine it takes a tenth of that.
        Assert.InRange(Seconds(second), 0, 3);
    }

    [Fact]
    public async Task Those_that_were_taken_over_together_outlive_their_host_and_one_that_was_made_anew_replaces_them()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", """
            inputs: { names: { type: list, items: string }, how: { type: string, default: ok } }
            steps:
              all: { task: act, map: "${{ inputs.names }}", with: { name: "${{ item }}" }, cache: true }
              last: { task: act, needs: all, with: { name: last, gate: go } }
            outputs: { all: "${{ steps.all.output }}" }
            """);
        workspace.Write("inputs.json", JsonSerializer.Serialize(new { names = Enumerable.Range(0, 600).Select(number => $"n{number}") }));
        workspace.Write("go", "");
        await workspace.JsonAsync("run", "flow", "-i", "inputs.json", "--quiet");
        File.Delete(workspace.PathOf("go"));
        using (var host = workspace.Start("run", "flow", "-i", "inputs.json"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 602, "all items stand, and the last step executes");
            host.Kill();
            await host.WaitAsync();
        }

        workspace.Write("go", "");
        var resumed = await workspace.JsonAsync("resume", "latest");
        Assert.Equal(("succeeded", 600), (resumed.GetProperty("status").GetString(), Reused(resumed)));
        Assert.Equal(Enumerable.Range(0, 600).Select(number => $"n{number}"), Names(resumed));

        var anew = await workspace.JsonAsync("run", "flow", "-i", "inputs.json", "--fresh", "all", "--quiet");
        Assert.Equal(0, Reused(anew));
        var after = await workspace.JsonAsync("run", "flow", "-i", "inputs.json", "--quiet");
        Assert.Equal((600, $"same code, input and files as in {anew.Id()}"), (Reused(after), after.Reason("all")));
        var retried = await workspace.JsonAsync("retry", after.Id(), "--from", "all");
        Assert.Equal(Enumerable.Range(0, 600).Select(number => $"n{number}"), Names(retried));

        static IEnumerable<string?> Names(JsonElement run) => run.GetProperty("outputs").GetProperty("all").EnumerateArray().Select(output => output.GetProperty("name").GetString());
    }

    private static int Reused(JsonElement run) => run.Step("all").GetProperty("items").GetProperty("reused").GetInt32();

    private static double Seconds(JsonElement run) => run.Step("all").GetProperty("seconds").GetDouble();
}
