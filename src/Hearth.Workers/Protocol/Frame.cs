namespace Hearth.Workers.Protocol;

/// <summary>One message: what it says, what it is about, and its content as UTF-8 JSON.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Id">The correlation id of the attempt that it is about, or 0.</param>
/// <param name="Payload">The content; owned by the receiver.</param>
public readonly record struct Frame(FrameKind Kind, long Id, ReadOnlyMemory<byte> Payload);
