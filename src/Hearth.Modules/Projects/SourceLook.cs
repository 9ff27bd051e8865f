using Hearth.Coherence;
using Hearth.Coherence.Files;
using Hearth.Coherence.Graph;

namespace Hearth.Modules.Projects;

/// <summary>
/// Looks at all sources as they are at one moment. Files are changed one by one, and often many together (a checkout, a rename in an editor), so a set that
/// is still changing is looked at again until it rests. Keeps only what it saw last, to tell what moves. Used by one caller at a time.
/// </summary>
internal sealed class SourceLook(CoherenceGraph graph, SourceLayer sources, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(10);
    private static readonly Fingerprint Empty = Fingerprint.Of("");
    private CompileRequest? _request;
    private SourceSnapshot? _last;
    private GitLock? _git;

    /// <summary>Begins a new epoch of the graph.</summary>
    /// <returns>The sources, with that they do not rest where they do not.</returns>
    public async ValueTask<RestedSources> TakeAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        if (_request != request)
            (_request, _last, _git) = (request, null, new GitLock(request.WorkspaceDirectory, time));
        var started = time.GetTimestamp();
        while (true)
        {
            var now = await NowAsync(request, cancellationToken);
            if (IsSame(now, _last) || (!IsMoving(now) && IsSame(await NowAsync(request, cancellationToken), now)))
                return new RestedSources(_last = now, null);
            if (time.GetElapsedTime(started) > Patience)
                return new RestedSources(_last = now, new SourceDiagnostic(Problems.RestlessSources, SourceSeverity.Warning, PathNames.TasksOf(request), 1, 1,
                    $"The sources have been changing for {Patience.TotalSeconds:0} s; what is compiled may be part old and part new."));
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Whether a file was changed so shortly ago that whoever changes it may not be done.</summary>
    public bool IsFresh(string path)
    {
        try
        {
            return FileStamp.TryRead(path, out var stamp) && stamp.IsFresh(FileStamp.Nanoseconds(time.GetUtcNow()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is told by the node that reads it.
            return false;
        }
    }

    private ValueTask<SourceSnapshot> NowAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        graph.Revalidate();
        return sources[request].ReadAsync(cancellationToken);
    }

    private static bool IsSame(SourceSnapshot now, SourceSnapshot? before) =>
        ReferenceEquals(now, before) || now.Fingerprint == before?.Fingerprint || (before is null && now.Files.IsEmpty);

    /// <summary>
    /// One file that was saved a moment ago is taken as it is: people save and run at once, and where it was caught half written it does not compile, and is looked at again.
    /// One that is empty may compile. Of several, others may follow.
    /// </summary>
    private bool IsMoving(SourceSnapshot now)
    {
        if (_git!.IsHeld)
            return true;
        var last = (_last?.Files ?? []).ToDictionary(source => source.Path, StringComparer.Ordinal);
        var changed = now.Files.Where(source => last.GetValueOrDefault(source.Path)?.Fingerprint != source.Fingerprint).ToList();
        var single = changed.Count <= 1 && now.Files.Length == last.Count;
        return changed.Any(source => (!single || source.Fingerprint == Empty) && IsFresh(source.FullPath));
    }
}
