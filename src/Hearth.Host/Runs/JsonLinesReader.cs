using System.Text.Json;
using System.Text.Unicode;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Runs;

/// <summary>Reads JSON Lines: one value a line, empty lines are passed over. Holds one line in memory.</summary>
internal static class JsonLinesReader
{
    private const int LongestLine = WorkerProtocol.MaximumFrame;
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = WorkerProtocol.Json.MaxDepth - 1 };

    /// <summary>The values, each valid until the next is asked for.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="ItemListException">A line is no JSON; its place is in the message.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream stream, string name)
    {
        var buffer = new byte[64 * 1024];
        var (start, end, line) = (0, 0, 0L);
        while (true)
        {
            var searched = start;
            int length;
            while ((length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n')) < 0)
            {
                searched = end;
                if (start > 0)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (start, end, searched) = (0, end - start, searched - start);
                }

                if (end == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length < LongestLine ? buffer.Length * 2 : throw new ItemListException($"{name}:{line + 1}: a line of more than {LongestLine / (1024 * 1024)} MiB."));
                var read = stream.Read(buffer, end, buffer.Length - end);
                if (read == 0)
                    break;
                end += read;
            }

            line++;
            var last = length < 0;
            var stop = last ? end : searched + length;
            var text = Trimmed(buffer.AsMemory(start, stop - start), line == 1);
            if (!text.IsEmpty)
            {
                Check(text.Span, name, line);
                yield return text;
            }

            if (last)
                yield break;
            start = stop + 1;
        }
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> text, bool isFirst)
    {
        if (isFirst && text.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            text = text[3..];
        while (!text.IsEmpty && text.Span[0] is (byte)' ' or (byte)'\t' or (byte)'\r')
            text = text[1..];
        while (!text.IsEmpty && text.Span[^1] is (byte)' ' or (byte)'\t' or (byte)'\r')
            text = text[..^1];
        return text;
    }

    private static void Check(ReadOnlySpan<byte> text, string name, long line)
    {
        if (!Utf8.IsValid(text))
            throw new ItemListException($"{name}:{line}: bytes that are not UTF-8.");
        var reader = new Utf8JsonReader(text, Strict);
        try
        {
            while (reader.Read())
            {
                // Half of a surrogate pair parses, but is no text that could be stored or sent.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (JsonException exception)
        {
            throw new ItemListException($"{name}:{line}:{exception.BytePositionInLine + 1}: not JSON: {Reason(exception.Message)} A file of items has one JSON value a line; a text stands in quotes.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new ItemListException($"{name}:{line}: a text that is not valid Unicode: {exception.Message}", exception);
        }
    }

    /// <summary>Without the place, which would be that in the line.</summary>
    private static string Reason(string message) => message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end ? message[..end] : message;
}
