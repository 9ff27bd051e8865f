using System.Text.Json;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Modules;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Tests.Runs;

public sealed class AttemptReuseTests
{
    private const string Cached = "  one: { task: act, cache: true }";
    private static readonly StartAttempt s_attempt = new(0, 0, 1);

    private static readonly TaskVersion s_version = TaskVersion.Of(new ExtensionDescriptor(ExtensionKind.Task, "act", "Act", "tasks/Act.cs", 1, null, "true", "true"),
        [new ModuleMessage("key", "act", "act.dll", new Dictionary<string, string>(), [])]);

    [Fact]
    public async Task What_stands_is_asked_of_the_step_that_was_prepared_whatever_it_is_by_then()
    {
        await using var run = await IdleRun.BeginAsync(Cached);
        var scope = new RunScope("1", default, run.Log.Definition.Inputs);
        var reuse = new AttemptReuse(FreshSteps.None, new StoredResults(run.Environment, run.Program, "1", FreshSteps.None, _ => scope), null, _ => 1);
        var step = run.Program.Step(0);
        var isPossible = reuse.IsPossible(s_attempt, step);
        await run.FollowAsync("  one: { task: act }");

        var (result, reason) = await reuse.FindAsync(s_attempt, step, s_version, scope, 1, CancellationToken.None);

        Assert.True(isPossible);
        Assert.Equal((null, "no earlier result is kept"), (result, reason));
    }

    [Fact]
    public async Task A_look_that_breaks_off_for_whatever_reason_means_to_compute()
    {
        await using var run = await IdleRun.BeginAsync(Cached);
        var results = new StoredResults(run.Environment, run.Program, "1", FreshSteps.None, _ => throw new InvalidOperationException("the look has a fault"));
        var reuse = new AttemptReuse(FreshSteps.None, results, null, _ => 1);

        var (result, reason) = await reuse.FindAsync(s_attempt, run.Program.Step(0), s_version, null!, 1, CancellationToken.None);

        Assert.Null(result);
        Assert.Contains("the look has a fault", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_that_cannot_all_be_copied_leave_none_beside_those_of_the_execution()
    {
        await using var run = await IdleRun.BeginAsync("  one: { task: act }");
        var (now, workspace) = (run.Environment.Time.GetUtcNow(), run.Environment.Workspace);
        run.Log.Add(new StepOpened(now, 0, 1));
        run.Log.Add(new AttemptStarted(now, 0, 0, 1), new EventData { Code = "key" });
        run.Log.Add(new AttemptEnded(now, 0, 0, 1, AttemptOutcome.Succeeded, false),
            new EventData { Status = "succeeded", Input = AttemptInput.FingerprintOf(JsonElement.Parse("{}")).ToString(), Value = JsonElement.Parse("1") });
        await run.Log.FlushAsync();
        var kept = Directory.CreateDirectory(RunFiles.Artifacts(workspace.RunDirectory("1"), "one", null)).FullName;
        File.WriteAllText(Path.Combine(kept, "a.txt"), "kept");
        File.CreateSymbolicLink(Path.Combine(kept, "z.txt"), Path.Combine(kept, "gone.txt"));
        var scope = new RunScope("2", default, run.Log.Definition.Inputs);
        var reuse = new AttemptReuse(FreshSteps.None, null!, new ResultReuse(workspace, "2", new PreviousRuns(run.Environment.Store, [run.Log.Record])), _ => 1);

        var (result, reason) = await reuse.FindAsync(s_attempt, run.Program.Step(0), s_version, scope, 1, CancellationToken.None);

        Assert.Null(result);
        Assert.Contains("cannot be taken over", reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunFiles.Artifacts(workspace.RunDirectory("2"), "one", null)));
    }
}
