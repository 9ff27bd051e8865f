namespace Hearth.Host.Health;

/// <summary>Something that is wrong with a workspace.</summary>
/// <param name="Id">What, as <c>hearth explain</c> takes it.</param>
/// <param name="Subject">With what: a file, an extension, a module.</param>
/// <param name="Message">For people.</param>
/// <param name="Repaired">What was done about it; null where nothing was.</param>
public sealed record DoctorFinding(string Id, string Subject, string Message, string? Repaired = null);
