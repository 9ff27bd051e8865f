namespace Hearth.Workflows.Runs;

/// <summary>How the wait between attempts grows.</summary>
public enum RetryBackoff
{
    /// <summary>The same each time.</summary>
    Constant,

    /// <summary>1, 2, 3, … times the delay.</summary>
    Linear,

    /// <summary>1, 2, 4, 8, … times the delay.</summary>
    Exponential,
}
