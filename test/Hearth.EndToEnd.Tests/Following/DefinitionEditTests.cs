using Hearth.EndToEnd.Tests.Results;

namespace Hearth.EndToEnd.Tests.Following;

/// <summary>A workflow is edited while a run of it is under way.</summary>
public sealed class DefinitionEditTests
{
    private const string Hold = "  hold: { task: act, with: { name: hold, gate: go } }\n";

    [Fact]
    public async Task A_step_that_was_added_is_done_before_the_steps_that_need_it_now()
    {
        using var run = new FollowedRun(Hold + "  last: { needs: hold, task: act, with: { name: last } }");
        run.Start();
        await run.RanAsync("hold");
        run.Define(Hold + "  extra: { needs: hold, task: act, with: { name: extra } }\n  last: { needs: [hold, extra], task: act, with: { name: last } }\n  end: { needs: last, task: act, with: { name: end } }");
        run.Open("go");
        var ended = await run.EndAsync();

        Assert.Equal(["hold", "extra", "last", "end"], run.Ran);
        Assert.Equal("hold:succeeded extra:succeeded last:succeeded end:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["+extra +end ~last"], FollowedRun.Changes(ended));
    }

    [Fact]
    public async Task A_step_that_was_added_while_the_last_one_executed_is_done()
    {
        using var run = new FollowedRun(Hold);
        run.Start();
        await run.RanAsync("hold");
        run.Define(Hold + "  extra: { task: act, with: { name: extra } }", "definition: follow\noutputs: { extra: \"${{ steps.extra.output.name }}\" }");
        run.Open("go");
        var ended = await run.EndAsync();

        Assert.Equal("extra", ended.GetProperty("outputs").GetProperty("extra").GetString());
        Assert.Equal(["+extra =outputs"], FollowedRun.Changes(ended));
    }

    [Fact]
    public async Task A_step_that_was_removed_begins_nothing_more()
    {
        using var run = new FollowedRun(Hold + "  many: { task: act, map: { over: [a, b, c], concurrency: 1 }, with: { name: \"${{ item }}\", gate: later } }\n  last: { needs: hold, task: act, with: { name: last } }");
        run.Start();
        await run.RanAsync("hold");
        await run.RanAsync("a");
        run.Define(Hold);
        run.Open("go");
        await run.ShowsAsync(shown => FollowedRun.Changes(shown).Any(), "the change is taken up");
        run.Open("later");
        var ended = await run.EndAsync();

        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        Assert.Equal("hold:succeeded many:cancelled last:skipped", FollowedRun.Steps(ended));
        Assert.Equal(["removed from the workflow", "removed from the workflow"], new[] { "many", "last" }.Select(step => ended.Reason(step)));
        Assert.Equal(["a", "hold"], run.Ran.Order());
        Assert.Equal(1, ended.Step("many").GetProperty("items").GetProperty("done").GetInt32());
        Assert.Equal(["-many -last"], FollowedRun.Changes(ended));
    }

    [Fact]
    public async Task A_step_that_comes_back_goes_on_where_it_stopped()
    {
        const string Many = "  many: { task: act, map: { over: [a, b, c], concurrency: 1 }, with: { name: \"${{ item }}\", gate: \"${{ item }}\" } }\n";
        const string Two = "  hold: { task: act, with: { name: hold, gate: go } }\n  more: { needs: hold, task: act, with: { name: more, gate: later } }\n";
        using var run = new FollowedRun(Two + Many + "  last: { needs: more, task: act, with: { name: last } }");
        run.Start();
        await run.RanAsync("hold");
        await run.RanAsync("a");
        run.Define(Two);
        run.Open("go");
        await run.RanAsync("more");
        run.Open("a");
        await run.ShowsAsync(shown => FollowedRun.Steps(shown).Contains("many:cancelled", StringComparison.Ordinal), "nothing more of it begins");
        run.Define(Two + Many + "  last: { needs: [more, many], task: act, with: { name: last } }");
        foreach (var gate in (string[])["b", "c", "later"])
            run.Open(gate);
        var ended = await run.EndAsync();

        Assert.Equal("hold:succeeded more:succeeded many:succeeded last:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["a", "b", "c", "hold", "last", "more"], run.Ran.Order());
        Assert.Equal(["-many -last", "+many +last"], FollowedRun.Changes(ended));
    }

    [Fact]
    public async Task What_begins_after_a_change_is_what_the_new_definition_says()
    {
        const string Many = "  many: { task: act, map: { over: [1, 2, 3], concurrency: 1 }, with: { name: \"VERSION${{ item }}\", gate: go } }\n";
        const string Again = "  again: { task: act, with: { how: HOW, name: VERSION-again }, retry: { times: 100, delay: 20ms, backoff: constant } }\n";
        const string Last = "  last: { needs: many, task: act, with: { name: VERSION } }\n";
        using var run = new FollowedRun((Many + Last + Again).Replace("VERSION", "old").Replace("HOW", "throw"));
        run.Start();
        await run.RanAsync("old1");
        await run.RanAsync("old-again", 2);
        run.Define((Many.Replace("[1, 2, 3]", "[7]") + Last + Again).Replace("VERSION", "new").Replace("HOW", "ok"));
        await run.RanAsync("new-again");
        run.Open("go");
        var ended = await run.EndAsync();

        Assert.Equal("many:succeeded last:succeeded again:succeeded", FollowedRun.Steps(ended));
        // The list is the one that it was opened with.
        Assert.Equal(["new", "new2", "new3", "old1"], run.Ran.Where(ran => !ran.Contains("again", StringComparison.Ordinal)).Order());
        Assert.Equal(["~many ~last ~again"], FollowedRun.Changes(ended));
        var attempts = ended.Step("again").GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("status").GetString()).ToList();
        Assert.Equal("succeeded", attempts[^1]);
        Assert.All(attempts.SkipLast(1), status => Assert.Equal("failed", status));
    }

    [Fact]
    public async Task A_step_that_has_begun_waits_for_what_it_came_to_need()
    {
        using var run = new FollowedRun(Hold + "  many: { task: act, map: { over: [a, b], concurrency: 1 }, with: { name: \"${{ item }}\", gate: later } }");
        run.Start();
        await run.RanAsync("hold");
        await run.RanAsync("a");
        run.Define("  word: { needs: hold, task: act, with: { name: word, gate: end } }\n" + Hold + "  many: { needs: word, task: act, map: { over: [a, b], concurrency: 1 }, with: { name: \"${{ steps.word.output.name }}${{ item }}\" } }");
        run.Open("go");
        await run.RanAsync("word");
        run.Open("later");
        await run.ShowsAsync(shown => shown.Step("many").GetProperty("items").GetProperty("done").GetInt32() == 1, "the first item is done");
        Assert.DoesNotContain("b", run.Ran);
        run.Open("end");
        var ended = await run.EndAsync();

        Assert.Equal(["a", "hold", "word", "wordb"], run.Ran.Order());
        Assert.Equal("word:succeeded hold:succeeded many:succeeded", FollowedRun.Steps(ended));
    }

    [Theory]
    [InlineData("  last: { needs: hold, task: act, with: { name: last } } # said better", "definition: follow")]
    [InlineData("  last:\n    description: The end.\n    with:\n      name: \"last\"\n    task: act\n    needs: [hold]", "description: A flow.\ndefinition: follow")]
    public async Task An_edit_that_means_nothing_is_not_taken_up(string last, string keys)
    {
        using var run = new FollowedRun(Hold + "  last: { needs: hold, task: act, with: { name: last } }");
        run.Start();
        await run.RanAsync("hold");
        run.Define(last + "\n" + Hold, keys);
        run.Open("go");
        var ended = await run.EndAsync();

        Assert.Equal("hold:succeeded last:succeeded", FollowedRun.Steps(ended));
        Assert.Empty(FollowedRun.Changes(ended));
    }

    [Fact]
    public async Task A_step_that_failed_is_retried_as_it_was_mended()
    {
        const string Steps = "  bad: { task: act, with: { name: bad, how: HOW } }\n  many: { task: act, map: [ok, HOW], with: { name: \"VERSION-${{ item }}\", how: \"${{ item }}\" } }\n";
        using var run = new FollowedRun(Steps.Replace("HOW", "throw").Replace("VERSION", "old"));
        run.Start();
        var failed = await run.EndAsync();
        run.Define(Steps.Replace("HOW", "ok").Replace("VERSION", "new").Replace("how: \"${{ item }}\"", "how: ok"));
        var retried = await run.Workspace.JsonAsync("retry", "latest");

        Assert.Equal("bad:failed many:failed", FollowedRun.Steps(failed));
        Assert.Equal("bad:succeeded many:succeeded", FollowedRun.Steps(retried));
        Assert.Equal(["~bad ~many"], FollowedRun.Changes(retried));
        // What succeeded stays done, and the list is the one that it was opened with.
        Assert.Equal(["bad", "bad", "new-throw", "old-ok", "old-throw"], run.Ran.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("definition: pin")]
    [InlineData("description: It says nothing of it.")]
    public async Task A_pinned_run_keeps_what_it_began_with_also_when_it_is_retried(string keys)
    {
        using var run = new FollowedRun(Hold + "  last: { needs: hold, task: act, with: { name: last, how: throw } }", keys);
        run.Start();
        await run.RanAsync("hold");
        run.Define(Hold + "  last: { needs: hold, task: act, with: { name: other } }");
        run.Open("go");
        var ended = await run.EndAsync();
        var retried = await run.Workspace.JsonAsync("retry", "latest");

        Assert.Equal(["hold", "last", "last"], run.Ran);
        Assert.All([ended, retried], each => Assert.Equal("hold:succeeded last:failed", FollowedRun.Steps(each)));
        Assert.Equal("pin", retried.GetProperty("definition").GetProperty("policy").GetString());
        Assert.Empty(FollowedRun.Changes(retried));
    }
}
