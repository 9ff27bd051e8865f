using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Results;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>How an attempt ended, with what the log keeps of it.</summary>
internal sealed record AttemptEvidence(AttemptOutcome Outcome, StoredValue? Output, AttemptError? Error, TimeSpan Duration)
{
    /// <summary>The fingerprint of what it was given; null where there is none.</summary>
    public Fingerprint? Input { get; init; }

    /// <summary>All that its result depends on; null where it is not kept.</summary>
    public ResultIdentity? Identity { get; init; }

    /// <summary>Why its result is not kept though it should be.</summary>
    public string? Note { get; init; }

    /// <summary>What the log keeps of it.</summary>
    public EventData DataIn(ValueStore values)
    {
        var data = new EventData { Seconds = Duration.TotalSeconds, Error = Error, Input = Input?.ToString(), Reason = Note }.With(Output);
        return Identity?.Sources is { IsEmpty: false } sources ? data.WithSources(values.Put(JsonElement.Parse(sources.Write()))) : data;
    }

    public static AttemptEvidence Failed(AttemptError error, TimeSpan duration = default) => new(AttemptOutcome.Failed, null, error, duration);
}
