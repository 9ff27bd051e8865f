using System.Globalization;
using System.Text;

namespace Hearth.Workers.Protocol;

/// <summary>
/// What a worker prints to standard error when an attempt has ended, before it says so in a frame: all that the attempt's child processes and native
/// code printed lies before it in the pipe. Without it the end of their output would be lost, or be taken for the next attempt's.
/// </summary>
public static class OutputMark
{
    private static readonly byte[] Prefix = "\0hearth-attempt-ended:"u8.ToArray();

    /// <summary>The mark; short enough that the system never mixes it with what others print.</summary>
    public static byte[] Of(long id) => [.. Prefix, .. Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)), 0];

    /// <summary>Looks for the first mark.</summary>
    /// <param name="output">What was printed.</param>
    /// <param name="before">How much of it is certain to come before any mark.</param>
    /// <param name="length">The mark's length; 0 where it is not, or not yet, there.</param>
    /// <param name="id">The attempt that has ended.</param>
    public static bool TryFind(ReadOnlySpan<byte> output, out int before, out int length, out long id)
    {
        length = 0;
        id = 0;
        before = output.IndexOf(Prefix);
        if (before < 0)
        {
            before = output.Length;
            // The end may be the beginning of a mark.
            for (var kept = Math.Min(Prefix.Length - 1, output.Length); kept > 0; kept--)
                if (output[^kept..].SequenceEqual(Prefix.AsSpan(0, kept)))
                {
                    before = output.Length - kept;
                    break;
                }

            return false;
        }

        var rest = output[(before + Prefix.Length)..];
        var end = rest.IndexOf((byte)0);
        if (end < 0)
            return false;
        length = Prefix.Length + end + 1;
        // Something else that begins like a mark counts as one of no attempt.
        _ = long.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out id);
        return true;
    }
}
