using System.Buffers;
using System.Globalization;
using System.Text;

namespace RepoHealth;

/// <summary>Writes HTML. What is inserted into an interpolated text is escaped, unless it is <see cref="Raw"/>.</summary>
public sealed class Html
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    private readonly StringBuilder _text = new();

    /// <summary>HTML that is inserted as it is.</summary>
    public readonly record struct Raw(string Text);

    public Html Add(FormattableString html)
    {
        var arguments = html.GetArguments();
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = arguments[index] is Raw raw ? raw.Text : Escape(Convert.ToString(arguments[index], CultureInfo.InvariantCulture) ?? "");
        _text.AppendFormat(CultureInfo.InvariantCulture, html.Format, arguments);
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string text) => text.AsSpan().ContainsAny(Special)
        ? text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;")
        : text;
}
