using System.ComponentModel;
using System.Diagnostics;

namespace RepoHealth;

/// <summary>Asks git when a folder was last changed. The repository is not trusted: nothing that its configuration names is run, and nothing is fetched.</summary>
public static class GitHistory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Null when git is not there, knows no commit of the folder, or takes too long; <paramref name="notes"/> says which.</summary>
    public static async Task<DateOnly?> LastCommitAsync(string folder, List<string> notes, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var git = new Process { StartInfo = Command(folder) };
        try
        {
            git.Start();
        }
        catch (Win32Exception)
        {
            notes.Add("the git command was not found: the last commit is not known");
            return null;
        }

        try
        {
            var error = git.StandardError.ReadToEndAsync(patience.Token);
            var output = await git.StandardOutput.ReadToEndAsync(patience.Token);
            await git.WaitForExitAsync(patience.Token);
            if (git.ExitCode != 0)
                notes.Add($"git: {Text.Clean(await error) ?? $"exit code {git.ExitCode}"}");
            else if (long.TryParse(output.Split(' ')[0], out var seconds))
                return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            notes.Add($"git did not answer within {Patience.TotalSeconds} seconds");
        }

        return null;
    }

    private static ProcessStartInfo Command(string folder)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "rev-list", "-1", "--timestamp", "HEAD", "--", "."])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
            start.Environment.Remove(name);
        return start;
    }
}
