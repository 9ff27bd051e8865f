namespace Hearth.Host.Extensions;

/// <summary>For whom an extension is called.</summary>
/// <param name="Run">The run; empty for a command.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Step">The step.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Item">The item of a mapped step.</param>
/// <param name="Log">The log that takes what the extension says.</param>
/// <param name="Secrets">What must not appear there.</param>
internal sealed record CallPlace(string Run, string Workflow, string Step, int Attempt, long? Item, string Log, IReadOnlyList<string> Secrets)
{
    /// <summary>A command that belongs to no run.</summary>
    public static CallPlace Command(string name, string log) => new("", "", name, 1, null, log, []);
}
