namespace Hearth.Workers.Protocol;

/// <summary>Why an attempt failed, as text: the exception itself stays in the worker, so that it cannot hold replaced code.</summary>
/// <param name="Id">The error's id, as <c>hearth explain</c> takes it.</param>
/// <param name="Message">For people.</param>
/// <param name="Type">The exception's type, where there was one.</param>
/// <param name="Transient">The task called it transient.</param>
/// <param name="Frames">Where it was thrown, innermost first, in the task's own code.</param>
/// <param name="Inner">Its cause.</param>
public sealed record AttemptError(string Id, string Message, string? Type, bool Transient, IReadOnlyList<ErrorFrame> Frames, AttemptError? Inner)
{
    /// <summary>An error that Hearth itself found.</summary>
    public static AttemptError Of(string id, string message) => new(id, message, null, false, [], null);
}
