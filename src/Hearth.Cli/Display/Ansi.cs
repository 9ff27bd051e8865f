namespace Hearth.Cli.Display;

/// <summary>Colours where the stream is a terminal that shows them; plain text elsewhere.</summary>
internal sealed class Ansi
{
    private readonly bool _colours;

    private Ansi(bool redirected) =>
        _colours = !redirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static Ansi Out { get; } = new(Console.IsOutputRedirected);

    public static Ansi Error { get; } = new(Console.IsErrorRedirected);

    public string Red(string text) => Code("31", text);

    public string Green(string text) => Code("32", text);

    public string Yellow(string text) => Code("33", text);

    public string Bold(string text) => Code("1", text);

    public string Dim(string text) => Code("2", text);

    private string Code(string code, string text) => _colours ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
