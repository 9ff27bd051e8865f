namespace Hearth.Workers.Protocol;

/// <summary>One item of a batch.</summary>
/// <param name="Item">The item, from 0.</param>
/// <param name="Input">The task's input, as JSON.</param>
public readonly record struct BatchItem(long Item, ReadOnlyMemory<byte> Input);
