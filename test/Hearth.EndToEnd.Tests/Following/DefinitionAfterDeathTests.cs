using Hearth.EndToEnd.Tests.Results;

namespace Hearth.EndToEnd.Tests.Following;

/// <summary>What a run took up is in its log: whoever goes on with it has it, and takes up what is newer.</summary>
public sealed class DefinitionAfterDeathTests
{
    private const string Steps = """
          one: { task: act, with: { name: one, gate: go1 } }
          two: { needs: one, task: act, with: { name: two, gate: go2 } }
          three: { needs: two, task: act, with: { name: three } }
        """;

    private const string Newer = """
          one: { task: act, with: { name: one, gate: go1 } }
          extra: { needs: one, task: act, with: { name: extra } }
          two: { needs: extra, task: act, with: { name: two, gate: go2 } }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_taken_up_survives_the_death_of_the_host(bool isEditedMeanwhile)
    {
        using var run = new FollowedRun(Steps);
        run.Start();
        await run.RanAsync("one");
        run.Define(Newer);
        run.Open("go1");
        await run.RanAsync("two");
        await run.KillAsync();
        if (isEditedMeanwhile)
            run.Define(Newer + "\n  four: { needs: two, task: act, with: { name: four } }");
        else
            run.Define("  one: [");
        run.Open("go2");
        var resumed = await run.Workspace.JsonAsync("resume", "latest");

        Assert.Equal(["one", "extra", "two", "two", .. isEditedMeanwhile ? ["four"] : (string[])[]], run.Ran);
        Assert.Equal($"one:succeeded extra:succeeded two:succeeded {(isEditedMeanwhile ? "four:succeeded " : "")}three:skipped", FollowedRun.Steps(resumed));
        Assert.Equal(["+extra -three ~two", .. isEditedMeanwhile ? ["+four"] : (string[])[]], FollowedRun.Changes(resumed));
        Assert.Equal(isEditedMeanwhile ? [] : ["HEARTH4115"], FollowedRun.Warnings(resumed));
        var shown = await run.Workspace.RunAsync("show", "latest");
        Assert.Contains("added extra  removed three  changed two", shown.Output, StringComparison.Ordinal);
        var why = await run.Workspace.JsonAsync("why", $"{resumed.Id()}/extra");
        Assert.Equal("computed", why.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task In_production_a_run_follows_when_it_is_taken_up_again()
    {
        using var run = new FollowedRun(Steps, settings: "grace: 500ms\nworkers: 2\nmode: production");
        run.Start();
        await run.RanAsync("one");
        run.Define(Newer);
        run.Open("go1");
        await run.RanAsync("two");
        await run.KillAsync();
        Assert.Empty(FollowedRun.Changes(await run.Workspace.JsonAsync("show", "latest")));
        run.Open("go2");
        var resumed = await run.Workspace.JsonAsync("resume", "latest");

        Assert.Equal(["+extra -three ~two"], FollowedRun.Changes(resumed));
        // It had begun, and waits for what it came to need.
        Assert.Equal(["one", "two", "extra", "two"], run.Ran);
    }

    [Fact]
    public async Task A_retry_goes_by_the_newest_definition()
    {
        using var run = new FollowedRun("  one: { task: act, with: { name: one } }\n  bad: { needs: one, task: act, with: { name: bad, how: throw } }\n  last: { needs: bad, task: act, with: { name: last } }");
        run.Start();
        Assert.Equal("one:succeeded bad:failed last:skipped", FollowedRun.Steps(await run.EndAsync()));

        run.Define("  one: { task: act, with: { name: one } }\n  last: { needs: one, task: act, with: { name: last } }");
        var retried = await run.Workspace.JsonAsync("retry", "latest");
        Assert.Equal("succeeded", retried.GetProperty("status").GetString());
        Assert.Equal("one:succeeded last:succeeded bad:failed", FollowedRun.Steps(retried));

        run.Define("  one: { task: act, with: { name: one } }\n  last: { needs: one, task: act, with: { name: again } }\n  new: { task: act, with: { name: new } }");
        var unknown = await run.Workspace.RunAsync("retry", "latest", "--from", "bad");
        Assert.Equal(2, unknown.ExitCode);
        var again = await run.Workspace.JsonAsync("retry", "latest", "--from", "last");
        Assert.Equal(["one", "bad", "last", "again", "new"], run.Ran.Take(3).Concat(run.Ran.Skip(3).Order()));
        Assert.Equal("one:succeeded last:succeeded new:succeeded bad:failed", FollowedRun.Steps(again));
        Assert.Equal(["-bad ~last", "+new ~last"], FollowedRun.Changes(again));
    }
}
