using System.Text.Json;
using System.Text.RegularExpressions;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary><c>hearth why</c>: what a result came from, step by step.</summary>
public sealed partial class WhyTests
{
    [Fact]
    public async Task It_goes_back_to_the_file_that_changed()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Length.cs", """
            using Hearth;
            public sealed class Length : ITask<Length.Input, int>
            {
                public sealed record Input(string File);
                public async Task<int> RunAsync(Input input, TaskContext context) => (await File.ReadAllTextAsync(context.Files.Resolve(input.File))).Length;
            }
            public sealed class Sum : ITask<Sum.Input, int>
            {
                public sealed record Input(IReadOnlyList<int> Numbers, int Plus = 0);
                public Task<int> RunAsync(Input input, TaskContext context) => Task.FromResult(input.Numbers.Sum() + input.Plus);
            }
            """);
        workspace.Write("workflows/flow.yaml", """
            inputs: { files: { type: list, items: string, default: [a.txt, b.txt, c.txt] }, plus: { type: integer, default: 0 } }
            steps:
              lengths: { task: length, map: "${{ inputs.files }}", with: { file: "data/${{ item }}" }, cache: { files: "data/${{ item }}" } }
              sum: { needs: lengths, task: sum, with: { numbers: "${{ steps.lengths.output }}" }, cache: true }
              report: { needs: sum, task: sum, with: { numbers: ["${{ steps.sum.output }}"], plus: "${{ inputs.plus }}" }, cache: true }
              open: { task: sum, with: { numbers: [] } }
            """);
        foreach (var name in (string[])["a", "b", "c"])
            workspace.Write($"data/{name}.txt", name);
        using var host = await workspace.ServeAsync();
        var first = (await workspace.JsonAsync("run", "flow")).Id();
        Assert.Equal("report: never computed before", Chain(await workspace.JsonAsync("why", "latest/report")));
        workspace.Write("data/b.txt", "longer");
        var second = (await workspace.JsonAsync("run", "flow")).Id();
        var third = (await workspace.JsonAsync("run", "flow", "plus=3")).Id();
        await workspace.StopAsync(host);

        var why = await workspace.JsonAsync("why", $"{second}/report");
        Assert.Equal(($"{second}/report", "computed"), (why.GetProperty("subject").GetString(), why.GetProperty("verdict").GetString()));
        Assert.Equal("report: input changed <- sum: input changed <- lengths[1]: file data/b.txt changed", Chain(why));
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(workspace.PathOf("data/b.txt")), TimeSpan.Zero);
        Assert.Equal(written, why.GetProperty("because")[2].GetProperty("at").GetDateTimeOffset());
        Assert.Equal($"lengths[0]: same code, input and files as in {first}", Chain(await workspace.JsonAsync("why", $"{second}/lengths/0")));
        Assert.Equal("lengths[1]: file data/b.txt changed", Chain(await workspace.JsonAsync("why", $"{second}/lengths/1")));
        Assert.Equal("report: input changed <- inputs.plus: changed", Chain(await workspace.JsonAsync("why", $"{third}/report")));
        Assert.Equal("open: no `cache`: it is executed each time", Chain(await workspace.JsonAsync("why", "latest/open")));

        var text = (await workspace.RunAsync("why", $"{second}/report")).Output;
        Assert.Matches(Line(), text);
        var whole = await workspace.JsonAsync("why", second);
        Assert.Equal(["computed", "computed", "computed", "computed"], whole.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("verdict").GetString()));
        Assert.Equal(["reused", "reused", "computed", "computed"], (await workspace.JsonAsync("why", third)).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("verdict").GetString()));

        var unknown = await workspace.RunAsync("why", $"{second}/reprt");
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("Did you mean 'report'?", StringComparison.Ordinal)));
        Assert.Equal(2, (await workspace.RunAsync("why", $"{second}/lengths/9")).ExitCode);
    }

    [Fact]
    public async Task A_node_of_the_host_is_explained_too()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: a }, cache: { files: data } }\n");
        workspace.Write("data/a.txt", "a");
        var none = await workspace.RunAsync("why", "data/a.txt");
        Assert.Equal((2, true), (none.ExitCode, none.Error.Contains("hearth serve", StringComparison.Ordinal)));
        using var host = await workspace.ServeAsync();
        await workspace.JsonAsync("run", "flow");
        Assert.Equal("current", (await workspace.JsonAsync("why", "data/a.txt")).GetProperty("verdict").GetString());

        workspace.Write("data/a.txt", "longer");
        var declared = await workspace.JsonAsync("why", "declared data");
        Assert.Equal(("declared data", "changed"), (declared.GetProperty("subject").GetString(), declared.GetProperty("verdict").GetString()));
        Assert.Equal("declared data: has to be computed again <- file data/a.txt: changed", Chain(declared));
        await workspace.JsonAsync("run", "flow");
        Assert.Equal("declared data: changed <- file data/a.txt: changed", Chain(await workspace.JsonAsync("why", "declared")));
        Assert.Matches(@"^✓ current: declared data <- file data/a\.txt \(changed \d\d:\d\d:\d\d\)", (await workspace.RunAsync("why", "declared data")).Output);

        var unknown = await workspace.RunAsync("why", "flow.yaml");
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("workflow files workflows/flow.yaml", StringComparison.Ordinal)));
        var results = (await workspace.JsonAsync("cache")).GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("name").GetString() == "results");
        Assert.Equal((2, 0, 2), (results.GetProperty("entries").GetInt32(), results.GetProperty("hits").GetInt32(), results.GetProperty("rebuilds").GetInt32()));
        Assert.Equal(1, (await workspace.JsonAsync("cache", "clear", "declared")).GetProperty("cleared").GetInt32());
        await workspace.StopAsync(host);
    }

    private static string Chain(JsonElement why) => string.Join(" <- ", why.GetProperty("because").EnumerateArray().Select(cause => $"{cause.GetProperty("node").GetString()}: {cause.GetProperty("change").GetString()}"));

    [GeneratedRegex(@"^● computed: report <- sum \(input changed\) <- lengths\[1\] \(file data/b\.txt changed \d\d:\d\d:\d\d\)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
