using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Results;

/// <summary>What earlier executions of a workspace returned, for the attempts of one run. Finding is for the run's loop, one item of a step at a time; keeping is safe from several threads.</summary>
internal sealed class StoredResults(RunEnvironment environment, CurrentProgram program, string run, FreshSteps fresh, Func<StartAttempt, IEvaluationScope> scopeOf)
{
    /// <summary>The most items that one question to the store is about.</summary>
    private const int LargestWindow = 512;

    /// <summary>So few items that they are looked at one after the other.</summary>
    private const int FewLooks = 32;

    /// <summary>The most that look at the same time: runs go on beside it.</summary>
    private const int MostParts = 8;

    /// <summary>As long as a look at the files counts for several items.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(100);

    private readonly ResultBlocks _blocks = new(environment, program, run);

    /// <summary>By the step as its definition has it: what was found out for an older one says nothing of a newer.</summary>
    private readonly ConcurrentDictionary<StepDefinition, ResultWindow> _windows = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether results of a step are kept.</summary>
    public static bool AreKept(StepDefinition step) => step is { Cache: not null, Task: not null };

    /// <summary>What stands for an attempt, with its artifacts in place; or why it is executed.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="step">Its step, as it is prepared.</param>
    /// <param name="version">The code that it would execute.</param>
    /// <param name="items">Behind the last item that may be looked at together with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<(ReusedResult? Result, string Reason)> FindAsync(StartAttempt attempt, StepDefinition step, TaskVersion version, long items, CancellationToken cancellationToken)
    {
        try
        {
            return await FindKeptAsync(attempt, step, version, items, cancellationToken);
        }
        catch (StoreException exception)
        {
            // To compute it again is always right.
            return (null, $"what is kept cannot be read: {exception.Message}");
        }
    }

    /// <summary>Done when all that was kept so far is durable, or cannot be.</summary>
    public static async Task SettleAsync(ResultStore results)
    {
        try
        {
            await results.FlushAsync();
        }
        catch (StoreException)
        {
            // It is computed again.
        }
    }

    /// <summary>Whether and how an execution could be spared, without taking anything over.</summary>
    public async ValueTask<IReadOnlyList<PlannedLook>> PlanAsync(int index, TaskVersion version, int items, CancellationToken cancellationToken)
    {
        var step = program.Step(index);
        var first = new StartAttempt(index, 0, 1);
        var looks = WithRecords(await IdentifyAsync(step, first, version, items, cancellationToken));
        return
        [
            .. looks.Select((found, item) =>
                found.Record is { } record && IsWhole(record) ? new PlannedLook(Reused(record).Output, Reused(record).Reason)
                    : new PlannedLook(null, found.Identity is { } identity ? ReasonOf(step, first with { Item = item }, identity) : found.Trouble)),
        ];
    }

    /// <summary>What an attempt that is about to execute depends on; null where its result is not kept.</summary>
    public async ValueTask<ResultIdentity?> IdentifyAsync(StepDefinition step, TaskVersion version, Fingerprint input, IEvaluationScope scope, CancellationToken cancellationToken)
    {
        if (!AreKept(step))
            return null;
        try
        {
            environment.Graph.Revalidate();
            return await environment.Identities.OfAsync(step.Cache!, version, input, scope, cancellationToken);
        }
        catch (Exception exception) when (exception is EvaluationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps what an attempt returned, if what it depends on stayed as it was.</summary>
    /// <returns>Why not; null where it is kept.</returns>
    public async Task<string?> KeepAsync(StepDefinition step, StartAttempt attempt, ResultIdentity identity, StoredValue output, CancellationToken cancellationToken)
    {
        string? folder = null;
        try
        {
            environment.Graph.Revalidate();
            var files = await environment.Identities.FilesOfAsync(identity, cancellationToken);
            if (files.Fingerprint != identity.Files.Fingerprint)
                return $"not kept: {ResultSources.Text([.. (identity with { Files = files }).Sources.Changes(identity.Sources)])} while it executed";
            var item = step.Map is null ? (long?)null : attempt.Item;
            var artifacts = RunFiles.Artifacts(environment.Workspace.RunDirectory(run), step.Name, item);
            var value = output.Inline is { } inline ? BytesOf(inline) : default;
            long size = output.Reference is { } reference ? new FileInfo(environment.Content.PathOf(reference)).Length : value.Length;
            if (Directory.Exists(artifacts))
            {
                folder = environment.Results.NewFolder();
                await Task.Run(() => FolderCopy.Copy(artifacts, environment.Results.PathOf(folder), cancellationToken), cancellationToken);
                size += new DirectoryInfo(environment.Results.PathOf(folder)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            }

            var sources = identity.Sources.Write();
            Put(new ResultRecord(identity.Key, run, program.Now.Workflow.Name, step.Name, item, identity.Code, identity.Input, value,
                output.Reference?.ToString(), folder, size + sources.Length, environment.Time.GetUtcNow())
            {
                Sources = sources,
                IsFresh = fresh.Contains(step.Name),
            });
            if (item is { } mapped && folder is null)
                _blocks.Kept(attempt.Step, mapped, identity);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever it is: the attempt has succeeded, whether or not anything of it is kept.
            if (folder is not null)
                environment.Results.Forget(folder);
            return $"not kept: {exception.Message}";
        }
    }

    /// <summary>Something that was found stands now. Used by the run's loop.</summary>
    public void TakenOver(StartAttempt attempt, ReusedResult reused) => _blocks.TakenOver(attempt.Step, attempt.Item, reused);

    /// <summary>The attempt executes. Used by the run's loop.</summary>
    public void Begun(StartAttempt attempt) => _blocks.Begun(attempt.Step, attempt.Item);

    /// <summary>Something that was found is not taken over after all: its artifacts must not lie where those of an execution will.</summary>
    public static void GiveUp(ReusedResult? reused)
    {
        if (reused?.Restored is not { } folder)
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The execution writes over what has the same name.
        }
    }

    /// <summary>Notes which results of a step that has ended may stand together.</summary>
    public void KeepBlocks(int index, long items, StoredArray outputs) => _blocks.Keep(index, items, outputs);

    private async ValueTask<(ReusedResult? Result, string Reason)> FindKeptAsync(StartAttempt attempt, StepDefinition step, TaskVersion version, long items, CancellationToken cancellationToken)
    {
        var window = _windows.GetOrAdd(step, _ => new ResultWindow(0, 0, "", 0, []) { Next = LargestWindow });
        if (!window.Has(attempt.Item) || window.Code != version.Key || environment.Time.GetElapsedTime(window.At) > Age)
        {
            // Up to the end of the block: at the next one's beginning the question may be about all of it.
            var left = (int)Math.Min(StoredArray.BlockSize - attempt.Item % StoredArray.BlockSize, Math.Max(1, items - attempt.Item));
            var together = left > 1 && attempt.Item % StoredArray.BlockSize == 0
                && _blocks.MayFind(step, attempt.Item, left, version.Key);
            var count = together ? left : Math.Min(window.Next, left);
            // One alone costs less than to change the thread for it.
            (window, var reused) = count == 1 ? await LookAsync(step, attempt, version, 1, together, cancellationToken)
                : await Task.Run(() => LookAsync(step, attempt, version, count, together, cancellationToken).AsTask(), cancellationToken);
            _windows[step] = window;
            if (reused is not null)
                return (reused, "");
        }

        var found = window.Of(attempt.Item);
        if (found.Record is { } record)
        {
            var (stands, restored) = await TryRestoreAsync(record, step, attempt, cancellationToken);
            if (stands)
            {
                // As long as all stand the question grows; one that does not means to ask anew for each that a worker is free for.
                window.Next = Math.Min(LargestWindow, window.Next * 2);
                return (Reused(record) with { Keys = record.Folder is null && step.Map is not null ? [record.Key] : [], Generation = window.Generation, Restored = restored }, "");
            }

            window.Next = 1;
            return (null, "what was kept of it is gone");
        }

        window.Next = 1;
        return (null, found.Identity is { } identity ? ReasonOf(step, attempt, identity) : found.Trouble);
    }

    private static ReadOnlyMemory<byte> BytesOf(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();

    /// <summary>Nobody waits for the commit: the run does, at its end. A result that is lost with its host is computed again.</summary>
    private void Put(ResultRecord result) => _ = environment.Results.PutAsync(result).ContinueWith(done => done.Exception, TaskScheduler.Default);

    private static ReusedResult Reused(ResultRecord record) => new(record.Run, record.Run, record.Item ?? 0, record.Code, record.Input,
        Fingerprint.TryParse(record.Reference, out var reference) ? new StoredValue(null, reference) : new StoredValue(JsonElement.Parse(record.Value.Span), null),
        Reason(record.Run));

    /// <summary>Why a result of a run stands.</summary>
    public static string Reason(string run) => $"same code, input and files as in {run}";

    /// <summary>Looks at some items that follow each other.</summary>
    /// <returns>What is known of each; or the block that stands for all of them.</returns>
    private async ValueTask<(ResultWindow Window, ReusedResult? Reused)> LookAsync(StepDefinition step, StartAttempt first, TaskVersion version, int count, bool together, CancellationToken cancellationToken)
    {
        var generation = environment.Results.Generation;
        var looks = await IdentifyAsync(step, first, version, count, cancellationToken);
        if (together && _blocks.Find(looks) is { } block)
            return (Window([]), block);
        var found = WithRecords(looks);
        var now = environment.Time.GetUtcNow();
        environment.Results.Touch([.. found.Where(look => look.Record is { } record && (looks.Length < FewLooks || now - record.Used > ResultBlocks.UseAge)).Select(look => look.Record!.Key)], now);
        return (Window(found), null);

        // From its end: where the machine is so busy that the look took longer than it counts, each item would ask for all again.
        ResultWindow Window(ImmutableArray<ResultLook> all) => new(first.Item, all.Length, version.Key, environment.Time.GetTimestamp(), all) { Next = count, Generation = generation };
    }

    private async ValueTask<ImmutableArray<ResultLook>> IdentifyAsync(StepDefinition step, StartAttempt first, TaskVersion version, int count, CancellationToken cancellationToken)
    {
        environment.Graph.Revalidate();
        var looks = new ResultLook[count];
        // Most of it is questions to the file system: as many at once as there are processors.
        var parts = count < FewLooks ? 1 : Math.Min(Environment.ProcessorCount, MostParts);
        if (parts == 1)
            await LookAtAsync(0, count);
        else
            await Task.WhenAll(Enumerable.Range(0, parts).Select(part => Task.Run(() => LookAtAsync(part * count / parts, (part + 1) * count / parts), cancellationToken)));
        return ImmutableCollectionsMarshal.AsImmutableArray(looks);

        async Task LookAtAsync(int from, int to)
        {
            for (var index = from; index < to; index++)
                looks[index] = await LookAsync(step, first with { Item = first.Item + index }, version, cancellationToken);
        }
    }

    private ImmutableArray<ResultLook> WithRecords(ImmutableArray<ResultLook> looks)
    {
        var records = environment.Results.Find(looks.Where(look => look.Identity is not null).Select(look => look.Identity!.Key));
        return [.. looks.Select(look => look.Identity is { } identity && records.TryGetValue(identity.Key, out var record) ? look with { Record = record } : look)];
    }

    private async ValueTask<ResultLook> LookAsync(StepDefinition step, StartAttempt attempt, TaskVersion version, CancellationToken cancellationToken)
    {
        try
        {
            var scope = scopeOf(attempt);
            return new ResultLook(await environment.Identities.OfAsync(step.Cache!, version, step, scope, cancellationToken), null, "");
        }
        catch (EvaluationException exception)
        {
            return new ResultLook(null, null, exception.Problem.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ResultLook(null, null, $"its files cannot be read: {exception.Message}");
        }
    }

    private bool IsWhole(ResultRecord record) =>
        (!Fingerprint.TryParse(record.Reference, out var reference)
            || (new FileInfo(environment.Content.PathOf(reference)) is { Exists: true } file && (record.ReferenceSize is null || file.Length == record.ReferenceSize)))
        && (record.Folder is not { } folder || Directory.Exists(environment.Results.PathOf(folder)));

    /// <summary>Copies, not links: a task that is executed again may write over its artifacts, and what is kept must stay.</summary>
    private async ValueTask<(bool Stands, string? Restored)> TryRestoreAsync(ResultRecord record, StepDefinition step, StartAttempt attempt, CancellationToken cancellationToken)
    {
        if (!IsWhole(record))
            return (false, null);
        if (record.Folder is not { } folder)
            return (true, null);
        var to = RunFiles.Artifacts(environment.Workspace.RunDirectory(run), step.Name, step.Map is null ? null : attempt.Item);
        try
        {
            await Task.Run(() => FolderCopy.Copy(environment.Results.PathOf(folder), to, cancellationToken), cancellationToken);
            // Its output may name them where they were made, and that run may have been removed.
            var made = RunFiles.Artifacts(environment.Workspace.RunDirectory(record.Run), record.Step, record.Item);
            if (!Directory.Exists(made))
                await Task.Run(() => FolderCopy.Copy(environment.Results.PathOf(folder), made, cancellationToken), cancellationToken);
            return (true, to);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It had to make room at this moment. Half of it must not lie beside what the task will leave.
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            return (false, null);
        }
    }

    private string ReasonOf(StepDefinition step, StartAttempt attempt, ResultIdentity identity)
    {
        if (environment.Results.Latest(program.Now.Workflow.Name, step.Name, step.Map is null ? null : attempt.Item) is not { } latest)
            return "no earlier result is kept";
        var changes = new List<string>();
        if (latest.Code != identity.Code)
            changes.Add("code changed");
        if (latest.Input != identity.Input)
            changes.Add("input changed");
        if (latest.Sources.Length > 0 && ResultSources.Read(JsonElement.Parse(latest.Sources.Span)) is { } sources)
            changes.AddRange(identity.Sources.Changes(sources));
        return changes.Count == 0 ? $"another task than in {latest.Run}" : $"{ResultSources.Text(changes)} since {latest.Run}";
    }
}
