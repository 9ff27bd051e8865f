using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>How an attempt ended on a worker.</summary>
/// <param name="Ending">How.</param>
/// <param name="Output">What the task returned, where it did.</param>
/// <param name="Error">Why it did not.</param>
/// <param name="Duration">How long the task took, as the worker measured it; as the host did where the worker died.</param>
public sealed record AttemptResult(AttemptEnding Ending, JsonElement? Output, AttemptError? Error, TimeSpan Duration)
{
    /// <exception cref="InvalidDataException">The frame is cut off.</exception>
    /// <exception cref="JsonException">What it holds is no JSON.</exception>
    internal static AttemptResult Of(Frame frame)
    {
        var (failed, _, microseconds, content) = ItemFrames.ReadEnd(frame.Payload);
        var duration = TimeSpan.FromMicroseconds(microseconds);
        return failed
            ? new AttemptResult(AttemptEnding.Failed, null, JsonSerializer.Deserialize(content.Span, MessageJson.Default.AttemptError), duration)
            : new AttemptResult(AttemptEnding.Returned, JsonElement.Parse(content.Span, WorkerProtocol.Json), null, duration);
    }
}
