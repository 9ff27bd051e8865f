using Hearth.Host.Runs;

namespace Hearth.Host.Explanations;

/// <summary>What a run's log says of the result of a step or of one of its items.</summary>
/// <param name="Verdict">computed, reused, or how the last attempt ended.</param>
/// <param name="At">When it began.</param>
internal sealed record ItemFacts(string Verdict, DateTimeOffset At)
{
    /// <summary>The load key of its code.</summary>
    public string? Code { get; init; }

    /// <summary>The fingerprint of its input.</summary>
    public string? Input { get; init; }

    /// <summary>Why it was executed, or what stood for it.</summary>
    public string? Reason { get; init; }

    /// <summary>The nested run that it is.</summary>
    public string? Run { get; init; }

    /// <summary>The files and variables that it declares.</summary>
    public StoredValue? Sources { get; init; }

    /// <summary>What it returned.</summary>
    public StoredValue? Output { get; init; }

    /// <summary>Whether it was executed and gave a result.</summary>
    public bool IsComputed => Verdict == RunFacts.Computed;
}
