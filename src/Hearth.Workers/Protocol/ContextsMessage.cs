namespace Hearth.Workers.Protocol;

/// <summary>Worker to host: what is left of replaced code.</summary>
/// <param name="Old">The replaced contexts that are still there though nothing executes in them.</param>
/// <param name="Modules">How many modules are loaded that can still be asked for.</param>
/// <param name="Verified">How many replaced contexts have gone since the process began.</param>
/// <param name="WorkingSet">The process's memory in bytes, after the collection.</param>
/// <param name="Growth">How much of it is attributed to the old contexts, in bytes.</param>
/// <param name="Timers">Timers that are active in the whole process: a hint where the cause is not known.</param>
/// <param name="Threads">Threads of the whole process: likewise.</param>
public sealed record ContextsMessage(IReadOnlyList<OldContext> Old, int Modules, long Verified, long WorkingSet, long Growth, long Timers, int Threads);
