using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Hearth.Workers.Secrets;

/// <summary>The texts in which a secret may show: as it is, and as base64, addresses and JSON write it.</summary>
internal static class SecretForms
{
    /// <summary>Shorter ones would hide harmless text.</summary>
    private const int ShortestPart = 8;

    public static IEnumerable<string> Of(string secret)
    {
        if (secret.Length == 0)
            return [];
        var bytes = Encoding.UTF8.GetBytes(secret);
        return ((IEnumerable<string>)
        [
            secret, secret.Trim(), .. Lines(secret),
            Convert.ToBase64String(bytes), .. Enumerable.Range(0, 3).Select(offset => InsideBase64(bytes, offset)).Where(part => part.Length >= ShortestPart).SelectMany(WithUrlAlphabet),
            Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), LowerHex(Uri.EscapeDataString(secret)),
            JavaScriptEncoder.Default.Encode(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        ]).Where(form => form.Length > 0).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Of a key in several lines: a log has them one by one.</summary>
    private static IEnumerable<string> Lines(string secret) =>
        secret.Contains('\n', StringComparison.Ordinal) ? secret.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestPart) : [];

    /// <summary>What base64 makes of the secret behind something else (<c>user:</c>): only the characters that depend on nothing but the secret.</summary>
    private static string InsideBase64(byte[] secret, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. secret]);
        var first = ((offset * 8) + 5) / 6;
        return text[first..Math.Max(first, (offset + secret.Length) * 8 / 6)];
    }

    private static IEnumerable<string> WithUrlAlphabet(string base64) => [base64, base64.Replace('+', '-').Replace('/', '_')];

    private static string LowerHex(string escaped)
    {
        var text = new StringBuilder(escaped);
        for (var index = 0; index < text.Length - 2; index++)
            if (text[index] == '%')
                (text[index + 1], text[index + 2]) = (char.ToLowerInvariant(text[index + 1]), char.ToLowerInvariant(text[index + 2]));
        return text.ToString();
    }
}
