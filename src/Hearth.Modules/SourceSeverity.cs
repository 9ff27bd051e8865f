namespace Hearth.Modules;

/// <summary>Whether a finding stops the compilation.</summary>
public enum SourceSeverity
{
    /// <summary>Worth a look; the code is compiled.</summary>
    Warning,

    /// <summary>Nothing is compiled until it is mended.</summary>
    Error,
}
