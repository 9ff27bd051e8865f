using System.Globalization;

namespace Catalogue;

/// <summary>The folder of a copy: a repository with one commit, and its files.</summary>
public sealed class CopyFolder(string folder, GitCommand git)
{
    /// <summary>Begins anew: what was there may be unfinished.</summary>
    public async Task MakeAsync()
    {
        Delete();
        await git.RunAsync("init", "--quiet", "--template=", "--", folder);
    }

    /// <summary>Takes over what the remote has, whatever was there before.</summary>
    /// <returns>The commit, and when it was made.</returns>
    public async Task<(string Commit, DateTimeOffset Committed)> FetchAsync(string url, RemoteHead head)
    {
        await HereAsync("fetch", "--quiet", "--depth", "1", "--no-tags", "--no-recurse-submodules", "--", url, head.Reference);
        await HereAsync("checkout", "--quiet", "--force", "--detach", "FETCH_HEAD");
        await HereAsync("clean", "--quiet", "-ffdx");
        var parts = (await HereAsync("log", "-1", "--no-show-signature", "--format=%H %ct", "HEAD")).Trim().Split(' ');
        return (parts[0], DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private void Delete()
    {
        if (!Directory.Exists(folder))
            return;
        // Git makes its objects read-only, which Windows takes for a reason not to delete them.
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Both places are named, so that git looks for no repository in the folders above.</summary>
    private Task<string> HereAsync(params string[] arguments) =>
        git.RunAsync([$"--git-dir={Path.Combine(folder, ".git")}", $"--work-tree={folder}", .. arguments]);
}
