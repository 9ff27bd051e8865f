namespace Hearth.Coherence.Files;

/// <summary>Whether git is rewriting the files of a folder: it holds <c>index.lock</c> from before the first to after the last. Safe for use from several threads.</summary>
/// <param name="directory">A folder in a working tree; where it is in none, the lock is never held.</param>
/// <param name="time">The clock.</param>
public sealed class GitLock(string directory, TimeProvider time)
{
    /// <summary>A lock as old as this was left behind by a git that was killed, or git has been at it longer than anyone would wait.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(5);
    private readonly string? _lock = Find(directory);

    /// <summary>Whether a folder is in a working tree.</summary>
    public static bool IsUnderGit(string directory) => Find(directory) is not null;

    /// <summary>Whether git is at work now.</summary>
    public bool IsHeld => _lock is not null && new FileInfo(_lock) is { Exists: true } file && time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc < Oldest;

    /// <summary>Waits until git is done.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (IsHeld)
            await Task.Delay(Pause, time, cancellationToken);
    }

    private static string? Find(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var git = Path.Combine(folder.FullName, ".git");
            if (Directory.Exists(git))
                return Path.Combine(git, "index.lock");
            // A working tree beside its repository: a file that says where.
            if (File.Exists(git) && File.ReadLines(git).FirstOrDefault() is { } line && line.StartsWith("gitdir: ", StringComparison.Ordinal))
                return Path.Combine(Path.GetFullPath(line["gitdir: ".Length..].Trim(), folder.FullName), "index.lock");
        }

        return null;
    }
}
