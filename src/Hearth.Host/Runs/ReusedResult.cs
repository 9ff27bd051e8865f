namespace Hearth.Host.Runs;

/// <summary>What an earlier attempt returned, to stand for a new one.</summary>
/// <param name="Run">The run that executed it.</param>
/// <param name="Source">The run that has it now, and its artifacts: the same, or one that took it over.</param>
/// <param name="Item">The item of that run.</param>
/// <param name="Code">The load key of its code.</param>
/// <param name="Input">The fingerprint of its input.</param>
/// <param name="Output">What it returned.</param>
/// <param name="Reason">Why it stands.</param>
internal sealed record ReusedResult(string Run, string Source, long Item, string Code, string Input, StoredValue? Output, string Reason)
{
    /// <summary>What the log keeps of it.</summary>
    public EventData Data => new EventData { Run = Run, Code = Code, Input = Input, Reason = Reason }.With(Output);
}
