using System.Text;

namespace Hearth.Workers.Processes;

/// <summary>Cuts printed text into lines. A line that never ends is cut too, so that memory is bounded. Safe for use from several threads.</summary>
internal sealed class LineBuffer
{
    private const int LongestLine = 64 * 1024;
    private readonly StringBuilder _line = new();
    private readonly Lock _lock = new();

    /// <summary>Adds text; <paramref name="write"/> gets each line that is whole with it.</summary>
    public void Add(ReadOnlySpan<char> text, Action<string> write)
    {
        while (!text.IsEmpty)
        {
            string line;
            lock (_lock)
            {
                var end = text.IndexOf('\n');
                var taken = Math.Min(end < 0 ? text.Length : end, LongestLine - _line.Length);
                _line.Append(text[..taken]);
                text = text[taken..];
                if (end == taken)
                    text = text[1..];
                else if (_line.Length < LongestLine)
                    return;
                line = Take();
            }

            write(line);
        }
    }

    /// <summary>What is left without an end of line.</summary>
    public string? TakeRest()
    {
        lock (_lock)
            return _line.Length == 0 ? null : Take();
    }

    private string Take()
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        return line;
    }
}
