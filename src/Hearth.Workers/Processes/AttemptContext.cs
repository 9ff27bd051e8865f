using System.Diagnostics;
using Hearth.Workers.Processes.Resources;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;

namespace Hearth.Workers.Processes;

/// <summary>The context of an attempt, as its task sees it.</summary>
internal sealed class AttemptContext(ExecuteMessage message, AttemptLog log, AttemptFiles files, ResourceCache resources, SecretRedactor secrets, FrameWriter writer, long id,
    CancellationToken cancellationToken) : TaskContext
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(50);
    private readonly Lock _lock = new();
    private long _reported;

    public override string RunId => message.Run;

    public override string Workflow => message.Workflow;

    public override string Step => message.Step;

    public override int Attempt => message.Attempt;

    public override long? Item => message.Item;

    public override TaskLog Log => log;

    public override TaskFiles Files => files;

    public override CancellationToken CancellationToken => cancellationToken;

    public override TimeProvider Time => TimeProvider.System;

    public override void Report(long done, long? total = null, string? message = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(done);
        lock (_lock)
        {
            // Nobody can see more than twenty a second; the last one always goes.
            if (_reported != 0 && done != total && Stopwatch.GetElapsedTime(_reported) < ReportInterval)
                return;
            _reported = Stopwatch.GetTimestamp();
        }

        writer.Write(FrameKind.Progress, id, new ProgressMessage(done, total, message is null ? null : secrets.Redact(message)), MessageJson.Default.ProgressMessage);
    }

    public override Task<ResourceLease<TResource>> LeaseAsync<TResource, TConfiguration>(TConfiguration configuration) =>
        resources.LeaseAsync<TResource, TConfiguration>(configuration, log, message.Places.Workspace, cancellationToken);
}
