using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Store;
using Hearth.Workers.Protocol;
using Microsoft.Win32.SafeHandles;

namespace Hearth.Host.Runs;

/// <summary>
/// The list that a mapped step goes over, read from where it is stored a block at a time: a million items are a few kilobytes of memory. Safe for use from several threads.
/// </summary>
internal sealed class StepItems : IDisposable
{
    private const int BlockSize = 256, BlockBytes = 256 * 1024, MostBytes = 8 * 1024 * 1024;
    private readonly SafeFileHandle? _file;
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly JsonArrayIndex _index;
    private readonly LinkedList<Block> _recent = new();
    private readonly Lock _lock = new();
    private long _bytes;

    private StepItems(SafeFileHandle? file, ReadOnlyMemory<byte> memory, JsonArrayIndex index) => (_file, _memory, _index) = (file, memory, index);

    /// <summary>How many there are.</summary>
    public long Count => _index.Count;

    /// <summary>Opens a list.</summary>
    /// <exception cref="StoreException">Its file is not there.</exception>
    /// <exception cref="InvalidDataException">It is no array.</exception>
    public static StepItems Open(StoredValue list, ContentStore content)
    {
        if (list.Inline is { } inline)
        {
            var memory = JsonMarshal.GetRawUtf8Value(inline).ToArray();
            return new StepItems(null, memory, JsonArrayIndex.Of(new MemoryStream(memory), BlockSize, BlockBytes));
        }

        using var stream = content.Open(list.Reference!.Value);
        return Open(stream, content.PathOf(list.Reference.Value));
    }

    /// <summary>Opens a list that is a file of its own.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no array.</exception>
    public static StepItems OpenFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Open(stream, path);
    }

    /// <summary>An item as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Raw(long item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Count);
        lock (_lock)
        {
            var (number, index) = _index.Find(item);
            var block = Find(number);
            var (start, length) = block.Items[index];
            return block.Bytes.AsMemory(start, length);
        }
    }

    /// <summary>An item.</summary>
    public JsonElement Element(long item) => JsonElement.Parse(Raw(item).Span, WorkerProtocol.Json);

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static StepItems Open(Stream stream, string path)
    {
        var index = JsonArrayIndex.Of(stream, BlockSize, BlockBytes);
        return new StepItems(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), default, index);
    }

    private Block Find(int number)
    {
        for (var node = _recent.First; node is not null; node = node.Next)
            if (node.Value.Number == number)
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value;
            }

        var (offset, length) = _index.RangeOf(number);
        // As an array of its own: between its elements there are commas, and perhaps one after the last.
        var bytes = new byte[length + 2];
        bytes[0] = (byte)'[';
        bytes[^1] = (byte)']';
        Read(bytes.AsSpan(1, length), offset);
        var block = new Block(number, bytes, JsonArrayIndex.ElementsOf(bytes));
        _recent.AddFirst(block);
        _bytes += bytes.Length;
        while (_bytes > MostBytes && _recent.Count > 1)
        {
            _bytes -= _recent.Last!.Value.Bytes.Length;
            _recent.RemoveLast();
        }

        return block;
    }

    private void Read(Span<byte> buffer, long offset)
    {
        if (_file is null)
        {
            _memory.Span.Slice((int)offset, buffer.Length).CopyTo(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(_file, buffer, offset);
            if (read == 0)
                throw new StoreException(StoreException.Damaged, "The stored list of items was cut off while it was used.");
            buffer = buffer[read..];
            offset += read;
        }
    }

    private sealed record Block(int Number, byte[] Bytes, (int Start, int Length)[] Items);
}
