namespace Hearth;

/// <summary>
/// A vault, store or report that takes settings from <c>hearth.yaml</c>. They are ordinary records: their JSON Schema is derived from the type, and settings
/// that do not fit it are reported before anything runs. Without this interface an extension takes no settings.
/// </summary>
/// <typeparam name="TConfiguration">The settings, read as a task's input is.</typeparam>
public interface IConfigurable<in TConfiguration>
{
    /// <summary>Takes the settings. Called once, before anything else.</summary>
    /// <param name="configuration">The settings, already checked against their schema; never null.</param>
    void Configure(TConfiguration configuration);
}
