using System.Collections.Immutable;
using Hearth.Coherence.Files;

namespace Hearth.Modules.Projects;

/// <summary>
/// Reads all sources as they were at one moment. Files are changed one by one, and often many together (a checkout, a rename in an editor), so a set that
/// is still changing is read again until it rests. Used by one caller at a time.
/// </summary>
internal sealed class SourceSnapshots(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(10);
    private readonly FileContents _contents = new(time);
    private ImmutableArray<SourceFile> _last = [];
    private string? _directory;
    private GitLock? _git;

    /// <summary>Contents of other files, under the same rules.</summary>
    public FileContents Contents => _contents;

    /// <summary>The same array as the last time where nothing changed.</summary>
    public async Task<ImmutableArray<SourceFile>> ReadAsync(
        CompileRequest request, TaskProject project, ICollection<SourceDiagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (_directory != request.WorkspaceDirectory)
            (_directory, _git) = (request.WorkspaceDirectory, new GitLock(request.WorkspaceDirectory, time));
        var started = time.GetTimestamp();
        while (true)
        {
            var found = new List<SourceDiagnostic>();
            var sources = SourceReader.Read(request, project, _contents, found, cancellationToken);
            var changed = Changed(sources);
            if (changed.Count == 0 && sources.Length == _last.Length)
                return Take(_last, found);
            if (!IsMoving(changed, sources.Length == _last.Length) && SourceReader.Read(request, project, _contents, [], cancellationToken) is var again
                && again.Select(Identity).SequenceEqual(sources.Select(Identity)))
                return Take(sources, found);
            if (time.GetElapsedTime(started) > Patience)
            {
                found.Add(new SourceDiagnostic(Problems.RestlessSources, SourceSeverity.Warning, PathNames.Relative(request.WorkspaceDirectory, request.TasksDirectory), 1, 1,
                    $"The sources have been changing for {Patience.TotalSeconds:0} s; what is compiled may be part old and part new."));
                return Take(sources, found);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        ImmutableArray<SourceFile> Take(ImmutableArray<SourceFile> sources, List<SourceDiagnostic> found)
        {
            foreach (var diagnostic in found)
                diagnostics.Add(diagnostic);
            return _last = sources;
        }
    }

    private List<SourceFile> Changed(ImmutableArray<SourceFile> sources)
    {
        var last = _last.ToDictionary(source => source.Path, StringComparer.Ordinal);
        return [.. sources.Where(source => last.GetValueOrDefault(source.Path)?.Fingerprint != source.Fingerprint)];
    }

    /// <summary>
    /// One file that was saved a moment ago is taken as it is: people save and run at once, and where it was caught half written it does not compile, and is looked at again.
    /// One that is empty may compile. Of several, others may follow.
    /// </summary>
    private bool IsMoving(List<SourceFile> changed, bool sameCount)
    {
        if (_git!.IsHeld)
            return true;
        var now = FileStamp.Nanoseconds(time.GetUtcNow());
        return (changed.Count > 1 || !sameCount ? changed : changed.Where(source => source.Content.Length == 0)).Any(source => source.Stamp.IsFresh(now));
    }

    private static (string Path, Coherence.Fingerprint Content) Identity(SourceFile source) => (source.Path, source.Fingerprint);
}
