namespace Hearth.Workers.Protocol;

/// <summary>One message: what it says, what it is about, and its content, UTF-8 JSON where its kind does not say otherwise.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Id">The correlation id of the attempt that it is about, or 0.</param>
/// <param name="Payload">The content; valid until the next frame is read.</param>
public readonly record struct Frame(FrameKind Kind, long Id, ReadOnlyMemory<byte> Payload);
