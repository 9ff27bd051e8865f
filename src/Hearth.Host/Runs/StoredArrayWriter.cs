using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Hearth.Coherence;
using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>Makes one array of the outputs of a step's items, byte by byte as they are stored, and notes where its blocks lie.</summary>
internal static class StoredArrayWriter
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Writes the array; where it would be one that is there already, it is that.</summary>
    /// <exception cref="StoreException">The disk is full or cannot be written, or an output is missing.</exception>
    public static async Task<StoredArray> WriteAsync(ContentStore content, IEnumerable<OutputPart> parts, CancellationToken cancellationToken)
    {
        using var rest = parts.GetEnumerator();
        var (read, ended) = ReadBlocks(rest);
        if (ended && WholeOf(content, read) is { } whole)
            return new StoredArray(new StoredValue(null, whole), []);

        var blocks = new BlockTable();
        var array = await content.PutAsync(async (stream, token) =>
        {
            var writer = new OutputStream(stream, blocks, content);
            foreach (var part in read)
                await writer.WriteAsync(part, token);
            for (var more = !ended; more; more = rest.MoveNext())
                await writer.WriteAsync(rest.Current, token);
            await writer.EndAsync(token);
        }, cancellationToken);
        return new StoredArray(new StoredValue(null, array), blocks.Of(array));
    }

    /// <summary>The blocks at the beginning. Unless it ended, the enumerator stands on the first part that is none.</summary>
    private static (List<OutputPart> Read, bool Ended) ReadBlocks(IEnumerator<OutputPart> parts)
    {
        var read = new List<OutputPart>();
        while (parts.MoveNext())
        {
            if (parts.Current.Block is null)
                return (read, false);
            read.Add(parts.Current);
        }

        return (read, true);
    }

    /// <summary>The array that these blocks are all of, in its order.</summary>
    private static Fingerprint? WholeOf(ContentStore content, List<OutputPart> blocks)
    {
        if (blocks is not [{ Block: { Offset: 1 } first }, ..])
            return null;
        var end = 0L;
        foreach (var part in blocks)
        {
            if (part.Block!.Array != first.Array || part.Block.Offset != end + 1)
                return null;
            end = part.Block.Offset + part.Block.Length;
        }

        return new FileInfo(content.PathOf(first.Array)) is { Exists: true } file && file.Length == end + 1 ? first.Array : null;
    }

    /// <summary>Where the elements of an array lie, a block at a time.</summary>
    private sealed class BlockTable
    {
        private readonly List<(long Offset, long Length)> _ranges = [];
        private bool _known = true;
        private long _elements, _begin = 1, _end = 1;

        /// <summary>Elements were written, and the last of them ends here.</summary>
        public void Add(long count, long end)
        {
            // What came as one piece can be cut where it begins and ends only.
            _known &= count == 1 || _elements % StoredArray.BlockSize == 0;
            _elements += count;
            _end = end;
            if (_elements % StoredArray.BlockSize == 0)
                Close();
        }

        public ImmutableArray<StoredBlock> Of(Fingerprint array)
        {
            if (_elements % StoredArray.BlockSize != 0)
                Close();
            return _known ? [.. _ranges.Select(range => new StoredBlock(array, range.Offset, range.Length))] : [];
        }

        private void Close()
        {
            _ranges.Add((_begin, _end - _begin));
            _begin = _end + 1;
        }
    }

    private sealed class OutputStream(Stream stream, BlockTable blocks, ContentStore content)
    {
        private readonly byte[] _buffer = new byte[BufferSize];
        private int _used;
        private long _written;
        private bool _any;

        public async ValueTask WriteAsync(OutputPart part, CancellationToken cancellationToken)
        {
            await WriteAsync(_any ? ","u8 : "["u8, cancellationToken);
            _any = true;
            if (part.Block is { } block)
                await CopyAsync(block.Array, block.Offset, block.Length, cancellationToken);
            else if (part.Value is { Reference: { } reference })
                await CopyAsync(reference, 0, null, cancellationToken);
            else
                await WriteAsync(part.Value?.Inline is { } inline ? JsonMarshal.GetRawUtf8Value(inline) : "null"u8, cancellationToken);
            blocks.Add(part.Count, _written + _used);
        }

        public async ValueTask EndAsync(CancellationToken cancellationToken)
        {
            await WriteAsync(_any ? "]"u8 : "[]"u8, cancellationToken);
            await FlushAsync(cancellationToken);
        }

        private ValueTask WriteAsync(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
        {
            if (bytes.Length <= _buffer.Length - _used)
            {
                bytes.CopyTo(_buffer.AsSpan(_used));
                _used += bytes.Length;
                return ValueTask.CompletedTask;
            }

            return WriteLargeAsync(bytes.ToArray(), cancellationToken);
        }

        private async ValueTask WriteLargeAsync(byte[] bytes, CancellationToken cancellationToken)
        {
            await FlushAsync(cancellationToken);
            await stream.WriteAsync(bytes, cancellationToken);
            _written += bytes.Length;
        }

        private async ValueTask CopyAsync(Fingerprint from, long offset, long? length, CancellationToken cancellationToken)
        {
            await using var source = content.Open(from);
            source.Position = offset;
            for (var left = length ?? source.Length; left > 0;)
            {
                if (_used == _buffer.Length)
                    await FlushAsync(cancellationToken);
                var count = await source.ReadAsync(_buffer.AsMemory(_used, (int)Math.Min(left, _buffer.Length - _used)), cancellationToken);
                if (count == 0)
                    throw new StoreException(StoreException.Damaged, $"The stored value {from.Short} is shorter than it was ({content.PathOf(from)}).");
                _used += count;
                left -= count;
            }
        }

        private async ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            await stream.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken);
            _written += _used;
            _used = 0;
        }
    }
}
