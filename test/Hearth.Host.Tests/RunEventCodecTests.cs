using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Tests;

public sealed class RunEventCodecTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly RunPlan Plan = new(
    [
        new PlannedStep("a", [], false, 1, RetryRule.None, false),
        new PlannedStep("b", [0], false, 1, RetryRule.None, false),
    ]);

    public static TheoryData<string> Kinds() => [.. Events().Select(happened => happened.GetType().Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_event_is_stored_and_read_back(string kind)
    {
        var happened = Events().Single(one => one.GetType().Name == kind);

        var (read, _) = RunEventCodec.Decode(RunEventCodec.Encode(happened, new EventData { Definitions = "d" }, Plan), Plan, PlanOf);

        Assert.Equal(Text(happened), Text(read));
    }

    [Fact]
    public void Items_that_were_taken_over_together_are_one_entry_that_older_versions_refuse()
    {
        var happened = new ItemReused(At, 1, 512, 88);
        var entry = RunEventCodec.Encode(happened, new EventData(), Plan);
        Assert.Equal("items-reused", entry.Kind);
        Assert.Equal(happened, RunEventCodec.Decode(entry, Plan, PlanOf).Event);
    }

    [Fact]
    public void Items_that_a_worker_was_given_together_are_one_entry_and_so_are_their_results()
    {
        var begun = new AttemptStarted(At, 1, 512, 3, 88);
        Assert.Equal(begun, RunEventCodec.Decode(RunEventCodec.Encode(begun, new EventData(), Plan), Plan, PlanOf).Event);

        var ended = new AttemptEnded(At, 1, 512, 3, AttemptOutcome.Succeeded, false, 3);
        var results = new ItemResults("""[{"a": 1},null,"x"]"""u8.ToArray(), [1, 20, 300], string.Concat(Enumerable.Repeat(new string('a', 64), 2)) + new string('b', 64));
        var (read, data) = RunEventCodec.Decode(RunEventCodec.Encode(ended, new EventData { Results = results }, Plan), Plan, PlanOf);
        Assert.Equal(ended, read);
        Assert.Equal(results.Microseconds, data.Results!.Microseconds);
        Assert.Equal(["""{"a": 1}""", "null", "\"x\""], data.Results.Each().Select(output => output.GetRawText()));
        Assert.Equal(new string('b', 64), data.Results.InputOf(2));
    }

    [Fact]
    public void There_is_a_case_for_every_event() => Assert.Equal(
        typeof(RunEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunEvent))).Select(type => type.Name).Order(),
        Events().Select(happened => happened.GetType().Name).Order());

    [Fact]
    public void An_entry_of_a_newer_version_is_refused() => Assert.Equal(StoreException.NewerFormat,
        Assert.Throws<StoreException>(() => RunEventCodec.Decode(new LogEntry(At, "moon-phase", null, null, null, default), Plan, PlanOf)).Id);

    [Fact]
    public void A_step_that_the_definition_does_not_have_is_damage() => Assert.Equal(StoreException.Damaged,
        Assert.Throws<StoreException>(() => RunEventCodec.Decode(new LogEntry(At, "step-opened", "c", null, null, default), Plan, PlanOf)).Id);

    /// <summary>The plan of the definition "d"; the log keeps which it is, not the plan.</summary>
    private static RunPlan PlanOf(EventData data) => new([.. Plan.Steps, new PlannedStep(data.Definitions!, [0], false, 1, RetryRule.None, false)]);

    /// <summary>All members; of a list its elements, not its type.</summary>
    private static string Text(RunEvent happened) => JsonSerializer.Serialize<object>(happened);

    private static IEnumerable<RunEvent> Events() =>
    [
        new RunStarted(At),
        new StepOpened(At, 1, 7, 3),
        new StepSkipped(At, 1, "why"),
        new AttemptStarted(At, 1, 3, 2),
        new AttemptsReturned(At, 1, 7, 5),
        new AttemptEnded(At, 1, 3, 2, AttemptOutcome.TimedOut, true),
        new ItemReused(At, 1, 3),
        new StepEnded(At, 1, StepStatus.Failed),
        new CancelRequested(At),
        new RunPaused(At, [new ItemReference(1, 3)]),
        new RunResumed(At, [new ItemReference(1, 3), new ItemReference(0, 0)]),
        new RetryRequested(At, 1),
        new DefinitionChanged(At, PlanOf(new EventData { Definitions = "d" })),
        new RunEnded(At, RunStatus.Failed),
    ];
}
