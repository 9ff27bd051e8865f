namespace Hearth.Workflows.Definitions;

/// <summary>In which order a file has the results of items.</summary>
public enum ResultOrder
{
    /// <summary>In that of the items.</summary>
    Input,

    /// <summary>As they come.</summary>
    Completion,
}
