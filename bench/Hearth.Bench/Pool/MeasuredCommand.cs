namespace Hearth.Bench.Pool;

/// <summary>A command that has been run, with what it cost. Times are milliseconds since 1970, so that they can be compared with those that it names itself.</summary>
internal sealed record MeasuredCommand(double Started, double Ended, double ProcessorSeconds, double LargestMegabytes, string Output)
{
    /// <exception cref="InvalidOperationException">It failed: its figures would mean nothing.</exception>
    public static async Task<MeasuredCommand> RunAsync(string directory, string command, IReadOnlyList<string> arguments)
    {
        var before = await ProcessorTime.OfEndedChildrenAsync();
        var started = Now();
        using var process = Commands.Start(directory, command, [.. arguments]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var largest = ProcessMemory.LargestMegabytesAsync(process);
        await process.WaitForExitAsync();
        var ended = Now();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} failed:\n{await output}{await error}");
        var megabytes = await largest;
        return new MeasuredCommand(started, ended, await ProcessorTime.OfEndedChildrenAsync() - before, megabytes, await output);
    }

    public static double Now() => Milliseconds(DateTimeOffset.UtcNow);

    public static double Milliseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
