using System.Buffers.Binary;

namespace Hearth.Workers.Protocol;

/// <summary>The frames about items of a batch that are not JSON, because there may be many thousand a second. All numbers are little endian.</summary>
public static class ItemFrames
{
    private const int ItemHeader = 12, EndHeader = 9;
    private const byte Last = 1, Failed = 1, GoesOn = 2;

    /// <summary>Items for a batch: whether they are the last (1 byte); for each its number (8), the length of its input (4), the input.</summary>
    public static byte[] Write(ReadOnlySpan<BatchItem> items, bool last)
    {
        var length = 1;
        foreach (var item in items)
            length += ItemHeader + item.Input.Length;
        var payload = new byte[length];
        payload[0] = last ? Last : (byte)0;
        var rest = payload.AsSpan(1);
        foreach (var item in items)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, item.Item);
            BinaryPrimitives.WriteInt32LittleEndian(rest[8..], item.Input.Length);
            item.Input.Span.CopyTo(rest[ItemHeader..]);
            rest = rest[(ItemHeader + item.Input.Length)..];
        }

        return payload;
    }

    /// <summary>The other way; the inputs are parts of the payload.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static List<BatchItem> Read(ReadOnlyMemory<byte> payload, out bool last)
    {
        if (payload.IsEmpty)
            throw new InvalidDataException("Items without content.");
        last = payload.Span[0] == Last;
        var items = new List<BatchItem>();
        for (var rest = payload[1..]; !rest.IsEmpty;)
        {
            var length = rest.Length < ItemHeader ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span[8..]);
            if (length < 0 || length > rest.Length - ItemHeader)
                throw new InvalidDataException("An item that is cut off.");
            items.Add(new BatchItem(BinaryPrimitives.ReadInt64LittleEndian(rest.Span), rest.Slice(ItemHeader, length)));
            rest = rest[(ItemHeader + length)..];
        }

        return items;
    }

    /// <summary>Fills the beginning of the frame that says how an item ended; its output, or its error, follows.</summary>
    /// <param name="header">At least <see cref="EndHeaderLength"/> bytes.</param>
    /// <param name="failed">Whether an error follows.</param>
    /// <param name="goesOn">Whether the next item begins with this.</param>
    /// <param name="microseconds">How long the task took.</param>
    public static void WriteEnd(Span<byte> header, bool failed, bool goesOn, long microseconds)
    {
        header[0] = (byte)((failed ? Failed : 0) | (goesOn ? GoesOn : 0));
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], microseconds);
    }

    /// <summary>How long that beginning is.</summary>
    public static int EndHeaderLength => EndHeader;

    /// <summary>The other way.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static (bool Failed, bool GoesOn, long Microseconds, ReadOnlyMemory<byte> Content) ReadEnd(ReadOnlyMemory<byte> payload) => payload.Length < EndHeader
        ? throw new InvalidDataException("The end of an item that is cut off.")
        : ((payload.Span[0] & Failed) != 0, (payload.Span[0] & GoesOn) != 0, BinaryPrimitives.ReadInt64LittleEndian(payload.Span[1..]), payload[EndHeader..]);
}
