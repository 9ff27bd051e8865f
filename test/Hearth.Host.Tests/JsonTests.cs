using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Coherence;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Following;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Tests;

/// <summary>What is written by hand is read back as it was.</summary>
public sealed class JsonTests
{
    private static readonly AttemptError Error = new("HEARTH3001", "it \"broke\"\n", "System.Exception", true,
        [new ErrorFrame("A.B", "tasks/A.cs", 3, "throw;"), new ErrorFrame("A.C", null, 0)], AttemptError.Of("HEARTH3002", "inner"));

    [Fact]
    public void Runs()
    {
        var run = new RunView("r", "w", "failed", 1.5, DateTimeOffset.UnixEpoch.AddTicks(7), "parent", "/x", Parse("""{"a":[1]}"""), Parse("{}"), "why",
        [
            new StepView("one", "failed", true, "because", 0.25, new ItemCounts(4, 2, 1, 1),
                [new AttemptView(3, 2, "code", "w1", "nested", "failed", DateTimeOffset.UnixEpoch, 0.5, Error), new AttemptView(null, 1, null, null, null, "running", default, 0, null)]),
        ])
        {
            Definition = new DefinitionView("follow", [new DefinitionChangeView(DateTimeOffset.UnixEpoch.AddTicks(9), new DefinitionDrift(["a"], [], ["b"], []))]),
            Warnings = [new WarningView("HEARTH4115", "why")],
        };

        Same(run, RunViewJson.Read(JsonElement.Parse(RunViewJson.Write(run))));
    }

    [Fact]
    public void Entries_of_the_log()
    {
        var data = new EventData
        {
            Worker = "w1",
            Code = "c",
            Sources = Parse("""{"files":{"a":"b"}}"""),
            SourcesReference = Fingerprint.Of("y").ToString(),
            Run = "n",
            Status = "failed",
            Transient = true,
            Seconds = 0.125,
            Reference = Fingerprint.Of("x").ToString(),
            Error = Error,
            Items = 12,
            Reason = "r",
            From = "f",
            Continued = [new ContinuedAttempt("s", 5)],
            Definitions = Fingerprint.Of("z").ToString(),
            Drift = new DefinitionDrift(["a"], ["b", "c"], [], ["outputs"]),
        };

        Same(data, EventDataJson.Read(EventDataJson.Write(data)));
        Same(new EventData(), EventDataJson.Read(EventDataJson.Write(new EventData())));
        Assert.Equal(JsonValueKind.Null, EventDataJson.Read(EventDataJson.Write(new EventData { Value = Parse("null") })).Value!.Value.ValueKind);
    }

    [Fact]
    public void Any_text_survives_the_log() => Prop.ForAll<NonNull<string>>(text =>
    {
        // Half of a surrogate pair is no text; JSON cannot hold it.
        var reason = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
        return EventDataJson.Read(EventDataJson.Write(new EventData { Reason = reason })).Reason == reason;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Requests_and_replies()
    {
        var request = new HostRequest("run") { Token = "t", Workflow = "w", Arguments = ["a=1", "b=2"], Inputs = Parse("""{"a":null}"""), InputsFile = "f", Run = "r", From = "s" };
        HostRequest[] requests = [request, request with { Fresh = FreshSteps.Whole }, request with { Fresh = new FreshSteps(false, ["a", "b"]) }];
        Assert.All(requests, each => Same(each, HostWire.ReadRequest(HostWire.Write(each))));

        var problems = new[] { new Problem("HEARTH1001", "f.yaml", 1, 2, "m", "s"), new Problem("HEARTH1002", "f.yaml", 3, 4, "m") };
        HostReply[] replies =
        [
            new() { Started = "r" },
            new() { Problems = [.. problems] },
            new() { Plan = new PlanView("w", [new StepPlanView("s", "reuse", "r", new PlanCounts(3, 2, 1)), new StepPlanView("t", "unknown", "r", null)]) },
            new() { Cleared = 0 },
            new() { Failure = new HostFailure("HEARTH4105", "no", true, [.. problems]) },
            new() { Snapshot = new RunSnapshot("r", "w", "running", 1, [new StepSnapshot("s", "running", true, 9, 5, 4, 1, 2, 0.5, 3.5, "m", "r")], [new LogLine("s", 3, TaskLogLevel.Warning, "t")]) },
        ];
        Assert.All(replies, reply => Same(reply, HostWire.ReadReply(HostWire.Write(reply))));
    }

    [Fact]
    public void Starts_results_and_definitions()
    {
        Same(new RunStart("d", Parse("{}"), "c") { Fresh = FreshSteps.Whole }, RunRecordJson.ReadStart(RunRecordJson.Write(new RunStart("d", Parse("{}"), "c") { Fresh = FreshSteps.Whole })));
        Same(new RunStart("d", Parse("{}"), "c"), RunRecordJson.ReadStart(RunRecordJson.Write(new RunStart("d", Parse("{}"), "c"))));
        Same(new RunStart("d", Parse("{}"), null), RunRecordJson.ReadStart("""{"definitions":"d","inputs":{}}"""u8));
        Same(new RunResult(Parse("[1]"), "e"), RunRecordJson.ReadResult(RunRecordJson.Write(new RunResult(Parse("[1]"), "e"))));
        Assert.Null(RunRecordJson.ReadResult([]));
        var texts = new Dictionary<string, string> { ["workflows/b.yaml"] = "b: 1\n", ["workflows/a.yaml"] = "ä" };
        Assert.Equal(texts.OrderBy(text => text.Key), RunRecordJson.ReadTexts(RunRecordJson.Write(texts)).OrderBy(text => text.Key));
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(json);

    /// <summary>Compares all members, however deep: the serializer is the independent witness.</summary>
    private static void Same<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
