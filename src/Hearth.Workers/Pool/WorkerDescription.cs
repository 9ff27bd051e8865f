namespace Hearth.Workers.Pool;

/// <summary>A worker at one moment.</summary>
/// <param name="Name">As in records: <c>w1</c>.</param>
/// <param name="Group">Whose it is; empty for the shared ones.</param>
/// <param name="ProcessId">The process's number.</param>
/// <param name="WorkingSet">Its memory in bytes.</param>
/// <param name="Modules">How many modules it has loaded and can still use.</param>
/// <param name="Unloaded">How many contexts of replaced code were seen to go.</param>
/// <param name="Leaked">Replaced code that is still there.</param>
/// <param name="LeakedBytes">What that costs, about.</param>
/// <param name="Leaving">Why it is given no more work; null while it is.</param>
public sealed record WorkerDescription(string Name, string Group, int ProcessId, long WorkingSet, int Modules, long Unloaded, IReadOnlyList<LeakedModule> Leaked,
    long LeakedBytes, string? Leaving);
