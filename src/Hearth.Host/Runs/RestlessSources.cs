using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>Puts it into a run's record that the code it took was still being changed.</summary>
internal static class RestlessSources
{
    /// <exception cref="StoreException">The record cannot be written.</exception>
    public static void Note(RunEnvironment environment, string run, TaskCode code)
    {
        if (code.Program?.Restless is { } restless)
            environment.Store.Findings.Add([new Finding(run, environment.Time.GetUtcNow(), restless.Id, restless.Message)]);
    }
}
