namespace Hearth.Workers.Protocol;

/// <summary>The output of an attempt whose class is a vault, a store or a report.</summary>
public sealed record ExtensionAnswer
{
    /// <summary>Secrets by name; null for one that is not there.</summary>
    public IReadOnlyDictionary<string, string?>? Values { get; init; }

    /// <summary>The names of all secrets.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Whether there was a secret to remove.</summary>
    public bool? Removed { get; init; }

    /// <summary>How many files went into the store.</summary>
    public int? Files { get; init; }

    /// <summary>The report's file.</summary>
    public string? File { get; init; }

    /// <summary>What kind of document it is.</summary>
    public string? MediaType { get; init; }
}
