using Hearth;

namespace Catalogue;

/// <summary>Makes a local copy of a repository, or brings it up to date. A copy that is new enough, or that the remote has nothing newer than, is left alone.</summary>
public sealed class Clone : ITask<Clone.Input, Copy>
{
    /// <param name="Folder">Where copies are kept, inside the workspace.</param>
    /// <param name="MaxAge">Minutes for which a remote is not asked again.</param>
    /// <param name="GitTimeout">Seconds that one git command may take.</param>
    public sealed record Input(Repository Repository, string Folder = "generated/copies", int MaxAge = 0, int GitTimeout = 60);

    public async Task<Copy> RunAsync(Input input, TaskContext context)
    {
        var url = RepositoryUrl.Check(input.Repository.Url);
        var place = Path.Join(input.Folder, CopyName.Of(url)).Replace('\\', '/');
        var folder = context.Files.Resolve(place);
        var recordFile = folder + ".json";
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);

        var record = Directory.Exists(folder) ? CopyRecord.Read(recordFile) : null;
        if (record?.Url != url)
            record = null;
        var now = context.Time.GetUtcNow();
        if (record?.IsFresh(now, TimeSpan.FromMinutes(input.MaxAge)) == true)
        {
            context.Log.Information($"{url}: the copy is of {record.Asked:u}, new enough");
            return record.Copy(place);
        }

        var git = new GitCommand(TimeSpan.FromSeconds(input.GitTimeout), context.CancellationToken);
        var head = RemoteHead.Parse(await git.RunAsync("ls-remote", "--quiet", "--symref", "--", url, "HEAD", "refs/heads/*"));
        if (record is not null && record.Commit == head?.Commit && record.Branch == head?.Branch)
        {
            record = record with { Asked = now };
            context.Log.Information($"{url}: still {Short(record.Commit)}");
        }
        else
        {
            var was = record;
            record = await CopyAsync(new CopyFolder(folder, git), was, recordFile, url, head, now);
            context.Log.Information(was is null ? $"{url}: copied at {Short(record.Commit)}" : $"{url}: brought from {Short(was.Commit)} to {Short(record.Commit)}");
        }

        record.Write(recordFile);
        return record.Copy(place);
    }

    private static async Task<CopyRecord> CopyAsync(CopyFolder copy, CopyRecord? was, string recordFile, string url, RemoteHead? head, DateTimeOffset now)
    {
        // From here on the copy is unfinished: should this process be killed, the next one begins anew.
        File.Delete(recordFile);
        if (was is null || head is null)
            await copy.MakeAsync();
        if (head is null)
            return new CopyRecord(url, null, null, null, now);
        var (commit, committed) = await copy.FetchAsync(url, head);
        return new CopyRecord(url, head.Branch, commit, committed, now);
    }

    private static string Short(string? commit) => commit?[..12] ?? "nothing, for it is empty";
}
