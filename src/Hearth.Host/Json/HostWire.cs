using System.Text.Json;
using Hearth.Host.Health;
using Hearth.Host.Hosting;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Json;

/// <summary>The lines of JSON between a host and its clients.</summary>
internal static class HostWire
{
    public static byte[] Write(HostAddress address) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.WriteString("socket", address.Socket);
        writer.WriteString("token", address.Token);
        writer.WriteString("version", address.Version);
        writer.WriteNumber("processId", address.ProcessId);
        writer.WriteString("mode", address.Mode);
        writer.WriteNumber("workers", address.Workers);
    });

    public static HostAddress ReadAddress(ReadOnlySpan<byte> text)
    {
        var address = JsonElement.Parse(text);
        return new HostAddress(address.RequiredText("socket"), address.RequiredText("token"), address.RequiredText("version"), address.Int("processId"),
            address.Text("mode") ?? "", (int)(address.Long("workers") ?? 0));
    }

    public static byte[] Write(HostRequest request) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.WriteString("command", request.Command);
        writer.Text("token", request.Token);
        writer.Text("workflow", request.Workflow);
        writer.List("arguments", request.Arguments, (list, argument) => list.WriteStringValue(argument));
        writer.Element("inputs", request.Inputs);
        writer.Text("inputsFile", request.InputsFile);
        if (request.Map is { } map)
        {
            writer.WriteStartObject("map");
            MapRequestJson.Write(writer, map);
            writer.WriteEndObject();
        }

        writer.Text("run", request.Run);
        writer.Text("from", request.From);
        writer.List("previous", request.Previous, (list, run) => list.WriteStringValue(run));
        FreshStepsJson.Write(writer, request.Fresh);
    });

    public static HostRequest ReadRequest(ReadOnlySpan<byte> line)
    {
        var request = JsonElement.Parse(line);
        return new HostRequest(request.RequiredText("command"))
        {
            Token = request.Text("token"),
            Workflow = request.Text("workflow"),
            Arguments = request.List("arguments", argument => argument.GetString()!),
            Inputs = request.Member("inputs"),
            InputsFile = request.Text("inputsFile"),
            Map = request.Member("map") is { } map ? MapRequestJson.Read(map) : null,
            Run = request.Text("run"),
            From = request.Text("from"),
            Previous = request.List("previous", run => run.GetString()!),
            Fresh = FreshStepsJson.Read(request),
        };
    }

    public static byte[] Write(HostReply reply) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.Text("started", reply.Started);
        if (reply.Snapshot is { } snapshot)
        {
            writer.WriteStartObject("snapshot");
            RunSnapshotJson.Write(writer, snapshot);
            writer.WriteEndObject();
        }

        if (reply.Done is { } done)
        {
            writer.WriteStartObject("done");
            RunViewJson.Write(writer, done);
            writer.WriteEndObject();
        }

        if (reply.Problems is { } problems)
            writer.List("problems", problems, WriteProblem);
        if (reply.Findings is { } findings)
            writer.List("findings", findings, WriteFinding);
        if (reply.Plan is { } plan)
        {
            writer.WriteStartObject("plan");
            PlanViewJson.Write(writer, plan);
            writer.WriteEndObject();
        }

        writer.Number("cleared", reply.Cleared);
        writer.Element("view", reply.View);
        if (reply.Failure is not { } failure)
            return;
        writer.WriteStartObject("failure");
        writer.WriteString("id", failure.Id);
        writer.WriteString("message", failure.Message);
        writer.WriteBoolean("usage", failure.Usage);
        writer.List("problems", failure.Problems, WriteProblem);
        writer.WriteEndObject();
    });

    public static HostReply ReadReply(ReadOnlySpan<byte> line)
    {
        var reply = JsonElement.Parse(line);
        return new HostReply
        {
            Started = reply.Text("started"),
            Snapshot = reply.Member("snapshot") is { } snapshot ? RunSnapshotJson.Read(snapshot) : null,
            Done = reply.Member("done") is { } done ? RunViewJson.Read(done) : null,
            Problems = reply.Member("problems") is null ? null : reply.List("problems", ReadProblem),
            Findings = reply.Member("findings") is null ? null : reply.List("findings", ReadFinding),
            Plan = reply.Member("plan") is { } plan ? PlanViewJson.Read(plan) : null,
            Cleared = reply.Long("cleared"),
            View = reply.Member("view"),
            Failure = reply.Member("failure") is { } failure
                ? new HostFailure(failure.RequiredText("id"), failure.RequiredText("message"), failure.Boolean("usage"), failure.List("problems", ReadProblem))
                : null,
        };
    }

    private static void WriteFinding(Utf8JsonWriter writer, DoctorFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("id", finding.Id);
        writer.WriteString("subject", finding.Subject);
        writer.WriteString("message", finding.Message);
        writer.Text("repaired", finding.Repaired);
        writer.WriteEndObject();
    }

    private static DoctorFinding ReadFinding(JsonElement finding) =>
        new(finding.RequiredText("id"), finding.RequiredText("subject"), finding.RequiredText("message"), finding.Text("repaired"));

    private static void WriteProblem(Utf8JsonWriter writer, Problem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("id", problem.Id);
        writer.WriteString("file", problem.File);
        writer.WriteNumber("line", problem.Line);
        writer.WriteNumber("column", problem.Column);
        writer.WriteString("message", problem.Message);
        writer.Text("suggestion", problem.Suggestion);
        if (problem.Severity == ProblemSeverity.Warning)
            writer.WriteString("severity", "warning");
        writer.WriteEndObject();
    }

    private static Problem ReadProblem(JsonElement problem) => new(problem.RequiredText("id"), problem.RequiredText("file"), problem.Int("line"), problem.Int("column"),
        problem.RequiredText("message"), problem.Text("suggestion"))
    {
        Severity = problem.Text("severity") == "warning" ? ProblemSeverity.Warning : ProblemSeverity.Error,
    };
}
