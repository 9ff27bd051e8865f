using System.Text;

namespace Hearth.Workers.Processes;

/// <summary>What task code prints goes, line by line, into the log of the attempt that prints it.</summary>
internal sealed class ConsoleCapture : TextWriter
{
    private readonly TaskLogLevel _level;
    private readonly TextWriter _otherwise;

    private ConsoleCapture(TaskLogLevel level, TextWriter otherwise)
    {
        _level = level;
        _otherwise = otherwise;
    }

    /// <summary>The log of the attempt that this flow of execution belongs to.</summary>
    public static AsyncLocal<AttemptLog?> Current { get; } = new();

    public override Encoding Encoding => Encoding.UTF8;

    public static void Install()
    {
        var error = Console.Error;
        Console.SetOut(new ConsoleCapture(TaskLogLevel.Information, error));
        Console.SetError(new ConsoleCapture(TaskLogLevel.Warning, error));
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    // One call, so that lines of two threads do not mix.
    public override void WriteLine(string? value) => Write(string.Concat(value, "\n").AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Current.Value is { } log)
            log.Print(_level, buffer);
        else
            _otherwise.Write(buffer);
    }
}
