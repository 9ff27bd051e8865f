namespace Hearth.Cli;

/// <summary>The command's own errors.</summary>
internal static class CliErrorIds
{
    /// <summary>The command line is wrong.</summary>
    public const string WrongUse = "HEARTH5001";

    /// <summary>A fault of Hearth.</summary>
    public const string Unexpected = "HEARTH5002";

    /// <summary>There is no error with this id.</summary>
    public const string UnknownError = "HEARTH5003";
}
