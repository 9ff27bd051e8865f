using System.Collections.Concurrent;
using Hearth.Host.Definitions;
using Hearth.Store;
using Hearth.Workers.Pool;

namespace Hearth.Host.Health;

/// <summary>
/// Writes what is found about workers into the record of the runs that executed there, ended or not, and keeps it for <c>hearth doctor</c>. Safe for use from several threads.
/// </summary>
internal sealed class WorkerFindings(TimeProvider time) : IWorkerObserver
{
    private readonly ConcurrentDictionary<string, ModuleLeak> _leaks = new(StringComparer.Ordinal);
    private FindingStore? _store;
    private CodeSource? _code;

    /// <summary>What leaked while this host is up, by module.</summary>
    public IReadOnlyList<ModuleLeak> Leaks => [.. _leaks.Values.OrderBy(leak => leak.Subject, StringComparer.Ordinal)];

    /// <summary>From now on findings are written; workers are started before there is a store, and find nothing before they execute.</summary>
    public void Attach(FindingStore store, CodeSource code) => (_store, _code) = (store, code);

    /// <summary>What leaked so far has been dealt with.</summary>
    public void Forget() => _leaks.Clear();

    /// <inheritdoc/>
    public void Leaked(WorkerDescription worker, IReadOnlyList<LeakedModule> modules)
    {
        foreach (var module in modules)
        {
            var (subject, cause) = (SubjectOf(module), CauseOf(module));
            _leaks.AddOrUpdate(subject, _ => new ModuleLeak(subject, cause, 1), (_, known) => known with { Cause = cause, Versions = known.Versions + 1 });
        }

        Write(modules, module => (WorkerFindingIds.CodeLeaked, $"{SubjectOf(module)}: a replaced version stays in the worker {worker.Name}: {CauseOf(module)}."));
    }

    /// <inheritdoc/>
    public void Replaced(WorkerDescription worker, string reason) =>
        Write(worker.Leaked, _ => (WorkerFindingIds.WorkerReplaced, $"The worker {worker.Name} was replaced: {reason}."));

    /// <summary>The module's files, where they are known; for people, who know no modules.</summary>
    public string SubjectOf(LeakedModule module) => _code?.FilesOf(module.Module) is [_, ..] files ? string.Join(", ", files) : module.Module;

    private static string CauseOf(LeakedModule module) => module.Cause ?? module.Note ?? "the cause is not known";

    private void Write(IEnumerable<LeakedModule> modules, Func<LeakedModule, (string Id, string Message)> say)
    {
        try
        {
            _store?.Add([.. modules.SelectMany(module => module.Runs.Select(run => new Finding(run, time.GetUtcNow(), say(module).Id, say(module).Message))).Distinct()]);
        }
        catch (StoreException)
        {
            // A word beside a run. Whatever keeps it from being written, the run's own log meets and reports.
        }
    }
}
