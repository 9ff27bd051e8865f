namespace Hearth.Workflows.Definitions;

/// <summary>How the delay grows from one repeat to the next.</summary>
public enum RetryBackoff
{
    /// <summary>Always the same.</summary>
    Constant,

    /// <summary>One, two, three times the delay.</summary>
    Linear,

    /// <summary>One, two, four times the delay.</summary>
    Exponential,
}
