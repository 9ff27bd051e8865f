using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Which code an attempt executes: the newest, or what its run kept.</summary>
internal sealed class CodeChoice(RunEnvironment environment, CurrentProgram program, string run)
{
    private const int MostErrors = 5;

    /// <summary>Items of one step that start within this time share one look at the files.</summary>
    private static readonly TimeSpan ItemAge = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks at the files, and compiles what changed.</summary>
    public async ValueTask<(TaskVersion? Version, AttemptError? Error)> ForAsync(StartAttempt attempt, StepDefinition step, CancellationToken cancellationToken)
    {
        var (now, task) = (program.Now, step.Task!.Value);
        try
        {
            // In production a run is of the moment at which it began.
            var code = now.IsPinned || !environment.Mode.LooksAtSteps ? now.Code : await environment.Code.CurrentAsync(
                attempt is { Attempt: 1, Item: > 0 } ? ItemAge : TimeSpan.Zero, cancellationToken);
            RestlessSources.Note(environment, run, code);
            return code.Find(task) is { } version ? (version, null) : (null, Error(task, code));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, AttemptError.Of(AttemptErrorIds.NoCode, $"The code of the task '{task}' cannot be read or kept: {exception.Message}"));
        }
    }

    private static AttemptError Error(string task, TaskCode code)
    {
        var errors = code.ErrorsOf(task);
        if (errors.IsEmpty)
            return AttemptError.Of(AttemptErrorIds.NoCode, $"The task '{task}' is there no more: its code was removed or given another name since the run began.");
        var more = errors.Length > MostErrors ? $"\n(and {errors.Length - MostErrors} more)" : "";
        return AttemptError.Of(AttemptErrorIds.NoCode, $"The task '{task}' does not compile:\n{string.Join('\n', errors.Take(MostErrors).Select(error => error.ToString()))}{more}");
    }
}
