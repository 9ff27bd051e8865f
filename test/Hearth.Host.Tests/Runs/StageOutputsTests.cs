using System.Text;
using System.Text.Json;
using Hearth.Host.Json;
using Hearth.Host.Runs;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Tests.Runs;

/// <summary>What an item gave in a stage is there for the stages after, wherever its log entry is.</summary>
public sealed class StageOutputsTests
{
    private const string Steps = "  each: { map: { over: [a, b, c, d, e, f, g], steps: { first: { task: t, with: {} }, second: { task: t, with: {} }, third: { task: t, with: {} } } } }";
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Outputs_of_one_of_several_and_of_blocks_are_found_before_and_after_they_are_durable()
    {
        await using var run = await IdleRun.BeginAsync(Steps);
        var steps = new RunSteps(run.Environment, run.Program, run.Log);
        steps.Restore();
        for (var stage = 0; stage < 3; stage++)
        {
            Assert.Equal(new OpenStep(stage), run.Log.Machine.Next());
            await steps.OpenAsync(stage, CancellationToken.None);
        }

        var array = await run.Environment.Values.PutArrayAsync([new OutputPart(1, new StoredValue(JsonElement.Parse("50"), null), null), new OutputPart(1, new StoredValue(JsonElement.Parse("60"), null), null)], CancellationToken.None);
        run.Log.Add(new AttemptStarted(s_now, 0, 0, 1));
        run.Log.Add(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false), new EventData { Value = JsonElement.Parse("{\"x\":1}") });
        run.Log.Add(new AttemptStarted(s_now, 0, 1, 1, 3));
        run.Log.Add(new AttemptEnded(s_now, 0, 1, 1, AttemptOutcome.Succeeded, false, 3), new EventData { Results = new ItemResults(Encoding.UTF8.GetBytes("[10,20,30]"), [1, 1, 1], "") });
        run.Log.Add(new AttemptStarted(s_now, 0, 4, 1));
        run.Log.Add(new ItemReused(s_now, 0, 5, 2), new EventData().With(array.Blocks[0]));
        var large = $"\"{new string('x', 20_000)}\"";
        run.Log.Add(new AttemptStarted(s_now, 1, 0, 1));
        run.Log.Add(new AttemptEnded(s_now, 1, 0, 1, AttemptOutcome.Succeeded, false), new EventData().With(run.Environment.Values.Put(JsonElement.Parse(large))));

        string?[] expected = ["{\"x\":1}", "10", "20", "30", null, "50", "60"];
        Assert.Equal(expected, Seen(steps, 1, "first"));
        Assert.Equal(large, Seen(steps, 2, "second")[0]);
        // The first stage sees none, and a stage sees what the one before gave only.
        Assert.Null(steps.ScopeOf(new StartAttempt(0, 0, 1)).Stage("first"));
        Assert.Null(steps.ScopeOf(new StartAttempt(2, 1, 1)).Stage("second"));
        Assert.Null(steps.ScopeOf(new StartAttempt(2, 1, 1)).Stage("other"));
        await run.Log.FlushAsync();
        Assert.Equal(expected, Seen(steps, 1, "first"));

        // Nothing is at hand any more.
        var log = new RunLog(run.Environment, run.Log.Record, new RunDefinition(run.Environment, "flow", run.Log.Definition.Library, RunRecordJson.ReadStart(run.Log.Record.Start.Span)));
        log.Replay();
        var later = new RunSteps(run.Environment, run.Program, log);
        later.Restore();
        Assert.Equal(expected, Seen(later, 1, "first"));
        Assert.Equal(large, Seen(later, 2, "second")[0]);
        Assert.Equal("c", later.ScopeOf(new StartAttempt(2, 2, 1)).Item!.Value.GetString());
        steps.Close();
        later.Close();
    }

    private static string?[] Seen(RunSteps steps, int step, string stage) =>
        [.. Enumerable.Range(0, 7).Select(item => steps.ScopeOf(new StartAttempt(step, item, 1)).Stage(stage)?.GetRawText())];
}
