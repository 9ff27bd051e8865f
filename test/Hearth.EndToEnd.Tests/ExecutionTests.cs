using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>Steps, items, conditions, nesting and isolation, as their reference says.</summary>
public sealed class ExecutionTests
{
    [Fact]
    public async Task Results_of_items_are_in_the_order_of_the_items()
    {
        using var workspace = new TestWorkspace("workers: 4");
        workspace.Write("workflows/order.yaml", """
            steps:
              all:
                task: act
                map: [{ name: slow, delay: 200 }, { name: quick, delay: 0 }, { name: middle, delay: 50 }, { name: last, delay: 0 }]
            outputs:
              names: ${{ steps.all.output }}
            """);

        var run = await workspace.JsonAsync("run", "order");

        Assert.Equal(["slow", "quick", "middle", "last"], run.GetProperty("outputs").GetProperty("names").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Independent_steps_execute_at_the_same_time()
    {
        using var workspace = new TestWorkspace("workers: 2");
        // Each waits for the file that the other's start makes possible: in turn they would wait for ever.
        workspace.Write("workflows/both.yaml", "steps:\n  a: { task: act, timeout: 60s, with: { name: a, gate: both } }\n  b: { task: act, timeout: 60s, with: { name: b, gate: both } }\n");
        using var command = workspace.Start("run", "both", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 2, "both execute");
        workspace.Write("both", "");

        Assert.Equal(0, (await command.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Conditions_and_failures_decide_what_is_skipped()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/skip.yaml", """
            inputs: { deep: { type: boolean, default: false } }
            steps:
              conditional: { task: act, when: inputs.deep, with: { name: conditional } }
              dependent: { needs: conditional, task: act, with: { name: dependent } }
              otherwise: { needs: conditional, when: steps.conditional.status == 'skipped', task: act, with: { name: otherwise } }
              failing: { task: act, continue-on-error: true, with: { name: failing, how: throw } }
              after: { needs: failing, task: act, with: { name: after } }
            """);

        var run = await workspace.JsonAsync("run", "skip");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(["skipped", "skipped", "succeeded", "failed", "succeeded"], run.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("status").GetString()));
        Assert.Equal(["after", "failing", "otherwise"], workspace.Ran.Select(ran => ran.Name).Order());
    }

    [Fact]
    public async Task Nested_workflows_take_inputs_give_outputs_and_nest_over_items()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/inner.yaml", """
            inputs: { name: string, how: { type: string, default: ok } }
            steps: { one: { task: act, with: { name: "${{ inputs.name }}", how: "${{ inputs.how }}" } } }
            outputs: { name: "${{ steps.one.output.name }}" }
            """);
        workspace.Write("workflows/outer.yaml", """
            steps:
              each: { workflow: inner, map: [a, b, c], with: { name: "${{ item }}-${{ index }}" } }
            outputs: { all: "${{ steps.each.output }}" }
            """);
        workspace.Write("workflows/bad.yaml", "steps:\n  one: { workflow: inner, with: { name: x, how: throw } }\n");

        var run = await workspace.JsonAsync("run", "outer");
        Assert.Equal("""[{"name":"a-0"},{"name":"b-1"},{"name":"c-2"}]""", run.GetProperty("outputs").GetProperty("all").GetRawText());

        var bad = await workspace.JsonAsync("run", "bad");
        Assert.Equal("failed", bad.GetProperty("status").GetString());
        var attempt = bad.GetProperty("steps")[0].GetProperty("attempts")[0];
        Assert.Equal("HEARTH3014", attempt.GetProperty("error").GetProperty("id").GetString());
        var nested = await workspace.JsonAsync("show", attempt.GetProperty("run").GetString()!);
        Assert.Equal("failed", nested.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Isolation_gives_processes_of_ones_own()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/isolated.yaml", """
            steps:
              shared: { task: act, with: { name: shared } }
              own: { needs: shared, task: act, isolation: step, with: { name: own } }
              run1: { needs: own, task: act, isolation: run, with: { name: run1 } }
              run2: { needs: run1, task: act, isolation: run, with: { name: run2 } }
              again: { needs: run2, task: act, with: { name: again } }
            """);

        Assert.Equal(0, (await workspace.RunAsync("run", "isolated")).ExitCode);

        var processes = workspace.Ran.ToDictionary(ran => ran.Name, ran => ran.Process);
        Assert.Equal(processes["run1"], processes["run2"]);
        Assert.DoesNotContain(processes["own"], (int[])[processes["shared"], processes["run1"], processes["again"]]);
        Assert.DoesNotContain(processes["run1"], (int[])[processes["shared"], processes["again"]]);
    }

    [Fact]
    public async Task The_run_as_JSON_has_its_stable_fields()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { name: one } }\n  many: { task: act, map: [1, 2], with: { name: many } }\noutputs: { name: \"${{ steps.one.output.name }}\" }\n");

        var run = await workspace.JsonAsync("run", "one");

        Assert.Equal("one", run.GetProperty("workflow").GetString());
        Assert.True(run.GetProperty("seconds").GetDouble() > 0);
        Assert.Equal("""{"name":"one"}""", run.GetProperty("outputs").GetRawText());
        var attempt = run.GetProperty("steps")[0].GetProperty("attempts")[0];
        Assert.Matches("^[0-9a-f]{64}$", attempt.GetProperty("code").GetString());
        Assert.Equal(("succeeded", 1), (attempt.GetProperty("status").GetString(), attempt.GetProperty("attempt").GetInt32()));
        Assert.StartsWith("w", attempt.GetProperty("worker").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"total":2,"done":2,"failed":0,"reused":0}""", run.GetProperty("steps")[1].GetProperty("items").GetRawText());
        Assert.False(run.GetProperty("steps")[0].GetProperty("reused").GetBoolean());
        var id = run.GetProperty("run").GetString()!;
        Assert.Equal(run.GetProperty("steps").GetRawText(), (await workspace.JsonAsync("show", id[..^2])).GetProperty("steps").GetRawText());
        Assert.Equal(2, (await workspace.JsonAsync("show", id, "--all")).GetProperty("steps")[1].GetProperty("attempts").GetArrayLength());
    }

    [Fact]
    public async Task A_large_output_goes_through_the_content_store()
    {
        using var workspace = new TestWorkspace();
        var name = new string('x', 100_000);
        workspace.Write("workflows/large.yaml", "inputs: { name: string }\nsteps:\n  one: { task: act, with: { how: \"${{ inputs.name }}\" } }\n  two: { needs: one, task: act, with: { how: \"${{ steps.one.output.words[0] }}\" } }\noutputs: { text: \"${{ steps.two.output.words[0] }}\" }\n");
        workspace.Write("inputs.json", JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = name }));

        var run = await workspace.JsonAsync("run", "large", "--input", "inputs.json");

        Assert.Equal(name, run.GetProperty("outputs").GetProperty("text").GetString());
        Assert.NotEmpty(Directory.GetFiles(workspace.PathOf(".hearth/objects"), "*", SearchOption.AllDirectories));
    }
}
