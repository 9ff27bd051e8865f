using Hearth.Host.Runs;

namespace Hearth.Host.Explanations;

/// <summary>What a run's log says of a step.</summary>
internal sealed class StepFacts
{
    public SortedDictionary<long, ItemFacts> Items { get; } = [];

    /// <summary>Its output.</summary>
    public StoredValue? Output { get; set; }

    /// <summary>How it ended; null before.</summary>
    public string? Status { get; set; }

    /// <summary>Why it was skipped or could not begin.</summary>
    public string? Reason { get; set; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Whether any of it was executed and gave a result, and nothing of it is missing.</summary>
    public string Verdict => Items.Values.Any(item => item.IsComputed) ? RunFacts.Computed
        : Items.Count > 0 && Items.Values.All(item => item.Verdict == RunFacts.Reused) ? RunFacts.Reused
        : Status ?? Items.Values.Select(item => item.Verdict).FirstOrDefault("pending");
}
