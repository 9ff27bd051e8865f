using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Results;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Following;

namespace Hearth.Host.Runs;

/// <summary>What a log entry says beside its columns; absent members are not written.</summary>
internal sealed record EventData
{
    /// <summary>The worker of an attempt.</summary>
    public string? Worker { get; init; }

    /// <summary>The load key of the code of an attempt.</summary>
    public string? Code { get; init; }

    /// <summary>The fingerprint of what an attempt was given; null where it holds secrets.</summary>
    public string? Input { get; init; }

    /// <summary>The declared files and variables that an attempt read, see <see cref="ResultSources"/>.</summary>
    public JsonElement? Sources { get; init; }

    /// <summary>The same, where it is large: its file in the content store.</summary>
    public string? SourcesReference { get; init; }

    /// <summary>The nested run of an attempt; the run whose output was taken over.</summary>
    public string? Run { get; init; }

    /// <summary>How an attempt, a step or a run ended.</summary>
    public string? Status { get; init; }

    /// <summary>The task called its error transient.</summary>
    public bool? Transient { get; init; }

    /// <summary>How long the task took.</summary>
    public double? Seconds { get; init; }

    /// <summary>An output, a list of items, or the inputs as a newer definition has them.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The same, where it is large: its file in the content store.</summary>
    public string? Reference { get; init; }

    /// <summary>Where in that file the outputs of several items lie, in bytes.</summary>
    public long? Offset { get; init; }

    /// <summary>How many bytes they are.</summary>
    public long? Length { get; init; }

    /// <summary>Why something failed.</summary>
    public AttemptError? Error { get; init; }

    /// <summary>How many items a step has, or an entry is about.</summary>
    public long? Items { get; init; }

    /// <summary>After how many attempts that ended with their process an item is given up.</summary>
    public int? Quarantine { get; init; }

    /// <summary>The file that takes the results of a step's items.</summary>
    public string? Out { get; init; }

    /// <summary>What several items returned.</summary>
    public ItemResults? Results { get; init; }

    /// <summary>Why a step was skipped, an item was taken over, or was not.</summary>
    public string? Reason { get; init; }

    /// <summary>From which step a retry starts over.</summary>
    public string? From { get; init; }

    /// <summary>Attempts that went on as they were, as pairs of step and item.</summary>
    public IReadOnlyList<ContinuedAttempt>? Continued { get; init; }

    /// <summary>The file in the content store with the texts of the definitions that the run took up.</summary>
    public string? Definitions { get; init; }

    /// <summary>How they differ from those before.</summary>
    public DefinitionDrift? Drift { get; init; }

    /// <summary>The output or list, wherever it lies.</summary>
    public StoredValue? Stored => Value is { } value ? new StoredValue(value, null)
        : Fingerprint.TryParse(Reference, out var reference) ? new StoredValue(null, reference) : null;

    /// <summary>The outputs of several items.</summary>
    public StoredBlock? Block => Fingerprint.TryParse(Reference, out var reference) && Offset is { } offset && Length is { } length ? new StoredBlock(reference, offset, length) : null;

    /// <summary>Sources, wherever they lie.</summary>
    public StoredValue? StoredSources => Sources is { } value ? new StoredValue(value, null)
        : Fingerprint.TryParse(SourcesReference, out var reference) ? new StoredValue(null, reference) : null;

    public EventData WithSources(StoredValue? sources) => sources is null ? this : this with { Sources = sources.Inline, SourcesReference = sources.Reference?.ToString() };

    public EventData With(StoredBlock block) => this with { Reference = block.Array.ToString(), Offset = block.Offset, Length = block.Length };

    public EventData With(StoredValue? value) => value is null ? this : this with { Value = value.Inline, Reference = value.Reference?.ToString() };
}

/// <summary>An attempt that survived its host.</summary>
internal sealed record ContinuedAttempt(string Step, long Item);
