namespace Hearth.Workers.Journals;

/// <summary>What the items of a journal have in common.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">The number of the attempts.</param>
/// <param name="Code">The load key of the code.</param>
public sealed record JournalHeader(string Step, int Attempt, string Code);
