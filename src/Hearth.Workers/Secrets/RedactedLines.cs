using System.Text;

namespace Hearth.Workers.Secrets;

/// <summary>Takes secrets out of output that comes in pieces: what is not yet a whole line waits for the rest of it. Not safe for use from several threads.</summary>
internal sealed class RedactedLines
{
    private const int Longest = 64 * 1024;
    private readonly List<byte> _line = [];
    private SecretRedactor _secrets = SecretRedactor.None;

    /// <summary>From now on these; what waits is given back, without those from before.</summary>
    public byte[] Begin(IReadOnlyList<string>? secrets)
    {
        var rest = Flush();
        _secrets = secrets is { Count: > 0 } ? new SecretRedactor(secrets) : SecretRedactor.None;
        return rest;
    }

    /// <summary>What may be shown by now.</summary>
    public ReadOnlySpan<byte> Take(ReadOnlySpan<byte> output)
    {
        if (_secrets.IsEmpty)
            return output;
        _line.AddRange(output);
        var whole = _line.Count > Longest ? _line.Count : _line.LastIndexOf((byte)'\n') + 1;
        return Release(whole);
    }

    /// <summary>What still waits.</summary>
    public byte[] Flush() => Release(_line.Count);

    private byte[] Release(int count)
    {
        if (count == 0)
            return [];
        var text = Encoding.UTF8.GetString([.. _line.Take(count)]);
        _line.RemoveRange(0, count);
        return Encoding.UTF8.GetBytes(_secrets.Redact(text));
    }
}
