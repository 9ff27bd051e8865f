using System.Text.Json.Serialization;

namespace Hearth.Workflows.Problems;

/// <summary>Whether something can be used in spite of a problem.</summary>
public enum ProblemSeverity
{
    /// <summary>It cannot.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>It can.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,
}
