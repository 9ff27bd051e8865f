using Hearth.Coherence;

namespace Hearth.Store;

/// <summary>Results of items of a mapped step that follow each other, which may stand together. None of them has artifacts.</summary>
/// <param name="Key">The fingerprint of the keys of all of them, in their order.</param>
/// <param name="Run">The run that had them all.</param>
/// <param name="Workflow">The run's workflow.</param>
/// <param name="Step">The step.</param>
/// <param name="First">The first item.</param>
/// <param name="Count">How many.</param>
/// <param name="Code">The load key of the code.</param>
/// <param name="Array">The stored array with their outputs: its file in the content store.</param>
/// <param name="Offset">Where the outputs begin in it, in bytes.</param>
/// <param name="Length">How many bytes they are, with the commas between them.</param>
/// <param name="Used">When they last stood for executions, or were noted.</param>
public sealed record ResultBlock(
    Fingerprint Key, string Run, string Workflow, string Step, long First, long Count, string Code, Fingerprint Array, long Offset, long Length, DateTimeOffset Used);
