namespace Hearth.Workflows.Definitions;

/// <summary>Which failures are repeated.</summary>
public enum RetryOn
{
    /// <summary>All.</summary>
    Any,

    /// <summary>Those that may go away by themselves: TransientException, HttpRequestException, TimeoutException.</summary>
    Transient,
}
