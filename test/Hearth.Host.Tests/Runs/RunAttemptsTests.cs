using System.Threading.Channels;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Tests.Runs;

public sealed class RunAttemptsTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task What_could_not_be_prepared_fails_only_where_the_definition_is_still_the_same(bool isChanged, int failed)
    {
        await using var run = await IdleRun.BeginAsync("  one: { task: act }");
        run.Log.Add(new StepOpened(run.Environment.Time.GetUtcNow(), 0, 1));
        var inbox = Channel.CreateUnbounded<RunMessage>().Writer;
        var newest = new NewestDefinition(run.Environment, run.Programs, run.Log, () => null);
        using var attempts = new RunAttempts(run.Environment, run.Program, run.Log, new RunSteps(run.Environment, run.Program, run.Log),
            new RunMonitor(run.Log, run.Environment.Time).Reports, new DefinitionFollowing(run.Environment, run.Log, newest, inbox, CancellationToken.None),
            new AttemptSources(null!, null, FreshSteps.None), inbox, CancellationToken.None);
        var prepared = new PreparedArrived(0, run.Program.Step(0), Task.FromException<PreparedAttempt>(new InvalidOperationException("no worker")));
        if (isChanged)
            await run.FollowAsync("  one: { task: act, timeout: 1s }");

        attempts.Take(prepared);

        Assert.Equal(failed, run.Log.Machine.Steps[0].Failed);
    }
}
