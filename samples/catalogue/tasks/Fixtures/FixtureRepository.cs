using System.Globalization;

namespace Catalogue;

/// <summary>A bare repository that holds the files of a folder. Who made it when is always the same, so its commits are too.</summary>
public sealed class FixtureRepository(string repository, GitCommand git)
{
    private static readonly string Nowhere = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <summary>Makes it when it is not there, and commits what differs in the folder.</summary>
    /// <returns>Whether there was something to commit.</returns>
    public async Task<bool> UpdateAsync(Fixture fixture, string folder)
    {
        if (!Directory.Exists(repository))
        {
            await RunAsync(fixture.Date, ["init", "--quiet", "--bare", "--template=", $"--initial-branch={fixture.Branch}", "--", $"{repository}.new"]);
            Directory.Move($"{repository}.new", repository);
        }

        if (!Directory.Exists(folder))
            return false;
        string[] places = [$"--git-dir={repository}", $"--work-tree={folder}", "-c", "core.bare=false", "-c", "core.autocrlf=false", "-c", "core.fileMode=false"];
        await RunAsync(fixture.Date, [.. places, "add", "--all", "--", "."]);
        if ((await RunAsync(fixture.Date, [.. places, "status", "--porcelain"])).Length == 0)
            return false;
        var commits = (await RunAsync(fixture.Date, [.. places, "rev-list", "--all"])).Count(letter => letter == '\n');
        await RunAsync(fixture.Date.AddDays(commits), [.. places, "commit", "--quiet", "--no-gpg-sign", "--message", commits == 0 ? "Begin" : $"Change {commits}"]);
        return true;
    }

    private Task<string> RunAsync(DateOnly date, IReadOnlyList<string> arguments)
    {
        var at = date.ToString("yyyy-MM-dd'T12:00:00Z'", CultureInfo.InvariantCulture);
        return git.RunAsync(arguments, new Dictionary<string, string>
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Nowhere,
            ["GIT_AUTHOR_NAME"] = "A. Maker",
            ["GIT_AUTHOR_EMAIL"] = "maker@example.org",
            ["GIT_AUTHOR_DATE"] = at,
            ["GIT_COMMITTER_NAME"] = "A. Maker",
            ["GIT_COMMITTER_EMAIL"] = "maker@example.org",
            ["GIT_COMMITTER_DATE"] = at,
        });
    }
}
