using System.Text;

namespace Hearth.Workers.Pool;

/// <summary>Why a worker process ended, as far as the system says.</summary>
/// <param name="Cause">For people: "killed by signal 9 (SIGKILL)", "exited with code 3", "stack overflow".</param>
/// <param name="Output">The end of what it printed to standard error.</param>
public sealed record WorkerExit(string Cause, string Output)
{
    internal static WorkerExit Of(int? code, string output, string? known)
    {
        if (known is not null)
            return new WorkerExit(known, output);
        // Only what the runtime itself says as it aborts: a task may print the same words and exit as it likes.
        var aborted = code is null or < 0 or 134;
        var said = output switch
        {
            _ when !aborted => null,
            _ when output.Contains("Stack overflow", StringComparison.Ordinal) => "stack overflow",
            _ when output.Contains("Out of memory", StringComparison.Ordinal) => "out of memory",
            _ when output.Contains("Unhandled exception", StringComparison.Ordinal) => $"unhandled exception on another thread: {After(output, "Unhandled exception")}",
            _ when output.Contains("Process terminated", StringComparison.Ordinal) => $"fail fast: {After(output, "Process terminated")}",
            _ => null,
        };
        return new WorkerExit(said is null ? System(code) : $"{said} ({System(code)})", output);
    }

    private static string System(int? code) => code switch
    {
        null => "it is gone",
        137 => "killed by signal 9 (SIGKILL): by hand, or by the system for want of memory",
        > 128 and < 160 => $"killed by signal {code - 128} ({Signal(code.Value - 128)})",
        _ => $"exited with code {code}",
    };

    private static string Signal(int signal) => signal switch
    {
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        11 => "SIGSEGV",
        15 => "SIGTERM",
        _ => "see 'man 7 signal'",
    };

    private static string After(string output, string marker)
    {
        var start = output.IndexOf(marker, StringComparison.Ordinal) + marker.Length;
        var text = new StringBuilder();
        foreach (var line in output[start..].TrimStart('.', ':', ' ', '\r', '\n').Split('\n'))
        {
            if (line.TrimStart().StartsWith("at ", StringComparison.Ordinal) || text.Length > 500)
                break;
            text.Append(text.Length > 0 ? " " : "").Append(line.Trim());
        }

        return text.ToString();
    }
}
