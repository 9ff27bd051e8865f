using System.Buffers;
using System.Text.Json;

namespace Hearth.Host.Runs;

/// <summary>Where the elements of a JSON array lie, a block at a time. Immutable.</summary>
internal sealed class JsonArrayIndex
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 256 };
    private readonly long[] _starts;
    private readonly long[] _first;
    private readonly long _end;

    private JsonArrayIndex(long count, long[] starts, long[] first, long end) => (Count, _starts, _first, _end) = (count, starts, first, end);

    /// <summary>How many elements there are.</summary>
    public long Count { get; }

    /// <summary>Reads an array from its beginning to its end; it is never in memory as a whole.</summary>
    /// <param name="stream">The array.</param>
    /// <param name="blockSize">The most elements of a block.</param>
    /// <param name="blockBytes">About the most bytes of a block of several elements.</param>
    /// <exception cref="InvalidDataException">It is no array, or no JSON.</exception>
    public static JsonArrayIndex Of(Stream stream, int blockSize, int blockBytes)
    {
        var (starts, firsts) = (new List<long>(), new List<long>());
        var (count, end, offset) = (0L, -1L, 0L);
        var state = new JsonReaderState(Lenient);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        var kept = 0;
        try
        {
            if (Mark(stream))
                offset = 3;
            // To the end of the stream, not of the array: what follows it is no part of any JSON.
            while (true)
            {
                var read = stream.Read(buffer, kept, buffer.Length - kept);
                var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), isFinalBlock: read == 0, state);
                while (reader.Read())
                    if (reader.CurrentDepth == 0)
                    {
                        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
                            throw new InvalidDataException($"a list is expected; this is {Describe(reader.TokenType)}");
                        if (reader.TokenType == JsonTokenType.EndArray)
                            end = offset + reader.TokenStartIndex;
                    }
                    else if (reader.CurrentDepth == 1 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                    {
                        var start = offset + reader.TokenStartIndex;
                        if (starts.Count == 0 || count - firsts[^1] >= blockSize || start - starts[^1] >= blockBytes)
                        {
                            starts.Add(start);
                            firsts.Add(count);
                        }

                        count++;
                    }

                if (read == 0)
                    break;
                state = reader.CurrentState;
                var consumed = (int)reader.BytesConsumed;
                offset += consumed;
                kept = kept + read - consumed;
                // A single token that is larger than all of it.
                if (kept == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, kept).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
                else
                {
                    buffer.AsSpan(consumed, kept).CopyTo(buffer);
                }
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"this is no JSON: {exception.Message}", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new JsonArrayIndex(count, [.. starts], [.. firsts], end);
    }

    /// <summary>The block that an element is in, and which of its elements it is.</summary>
    public (int Block, int Index) Find(long element)
    {
        var block = Array.BinarySearch(_first, element);
        block = block < 0 ? ~block - 1 : block;
        return (block, (int)(element - _first[block]));
    }

    /// <summary>The bytes of a block: its elements and what stands between them.</summary>
    public (long Offset, int Length) RangeOf(int block)
    {
        var end = block + 1 < _starts.Length ? _starts[block + 1] : _end;
        return (_starts[block], checked((int)(end - _starts[block])));
    }

    /// <summary>Where the elements of a short array lie in it.</summary>
    public static (int Start, int Length)[] ElementsOf(ReadOnlySpan<byte> array)
    {
        var elements = new List<(int Start, int Length)>();
        var reader = new Utf8JsonReader(array, Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add((start, (int)reader.BytesConsumed - start));
        }

        return [.. elements];
    }

    /// <summary>Passes over a byte order mark.</summary>
    private static bool Mark(Stream stream)
    {
        Span<byte> first = stackalloc byte[3];
        if (stream.ReadAtLeast(first, 3, throwOnEndOfStream: false) == 3 && first.SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return true;
        stream.Position = 0;
        return false;
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };
}
