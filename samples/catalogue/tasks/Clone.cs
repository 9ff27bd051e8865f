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
        var url = input.Repository.Url;
        var place = CopyPlace.Of(input.Folder, url, context.Files);
        Directory.CreateDirectory(Path.GetDirectoryName(place.Path)!);
        using var held = place.Hold();
        try
        {
            var record = await UpdateAsync(place, RepositoryUrl.Check(url), input, context);
            File.Delete(place.FailureFile);
            return record.Copy(place.Folder);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // For the page: the stages after this one do not see the item any more.
            File.WriteAllText(place.FailureFile, exception.Message);
            throw;
        }
    }

    private static async Task<CopyRecord> UpdateAsync(CopyPlace place, string url, Input input, TaskContext context)
    {
        var now = context.Time.GetUtcNow();
        var record = Directory.Exists(place.Path) && CopyRecord.Read(place.RecordFile) is { } known && known.Url == url ? known : null;
        if (record?.IsFresh(now, TimeSpan.FromMinutes(input.MaxAge)) == true)
        {
            context.Log.Information($"{url}: the copy is of {record.Asked:u}, new enough");
            return record;
        }

        var git = new GitCommand(TimeSpan.FromSeconds(input.GitTimeout), context.CancellationToken);
        var head = RemoteHead.Parse(await git.RunAsync("ls-remote", "--quiet", "--symref", "--", url, "HEAD", "refs/heads/*"));
        if (record is not null && record.Commit == head?.Commit && record.Branch == head?.Branch)
        {
            context.Log.Information($"{url}: still {Short(record.Commit)}");
            record = record with { Asked = now };
        }
        else
        {
            // From here on the copy is unfinished: should this process be killed, the next one begins anew.
            File.Delete(place.RecordFile);
            var copy = await CopyAsync(new CopyFolder(place.Path, git), isNew: record is null, url, head, now);
            context.Log.Information(record is null ? $"{url}: copied at {Short(copy.Commit)}" : $"{url}: brought from {Short(record.Commit)} to {Short(copy.Commit)}");
            record = copy;
        }

        record.Write(place.RecordFile);
        return record;
    }

    private static async Task<CopyRecord> CopyAsync(CopyFolder copy, bool isNew, string url, RemoteHead? head, DateTimeOffset now)
    {
        if (isNew || head is null)
            await copy.MakeAsync();
        if (head is null)
            return new CopyRecord(url, null, null, null, now);
        var (commit, committed) = await copy.FetchAsync(url, head);
        return new CopyRecord(url, head.Branch, commit, committed, now);
    }

    private static string Short(string? commit) => commit?[..12] ?? "nothing, for it is empty";
}
