namespace Hearth;

/// <summary>Why an attempt failed.</summary>
/// <param name="Id">The error's id, as <c>hearth explain</c> takes it.</param>
/// <param name="Message">For people.</param>
/// <param name="Type">The exception's class, where there was one.</param>
/// <param name="Transient">Whether the task called it transient.</param>
/// <param name="Frames">Where it was thrown, innermost first, in the task's own code.</param>
/// <param name="Inner">Its cause.</param>
public sealed record ErrorReport(
    string Id, string Message, string? Type = null, bool Transient = false, IReadOnlyList<FrameReport>? Frames = null, ErrorReport? Inner = null);
