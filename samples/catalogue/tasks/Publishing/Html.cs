using System.Buffers;
using System.Globalization;
using System.Text;

namespace Catalogue;

/// <summary>Writes HTML. What is inserted into an interpolated text is escaped, unless it is <see cref="Raw"/>.</summary>
public sealed class Html
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    private readonly StringBuilder _text = new();

    /// <summary>HTML that is inserted as it is.</summary>
    public readonly record struct Raw(string Text);

    public Html Add(FormattableString html)
    {
        _text.Append(html.ToString(Escaping.Instance));
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string text) => text.AsSpan().ContainsAny(Special)
        ? text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;")
        : text;

    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static readonly Escaping Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? argument, IFormatProvider? provider) => argument switch
        {
            Raw raw => raw.Text,
            IFormattable value => Escape(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => Escape(argument?.ToString() ?? ""),
        };
    }
}
