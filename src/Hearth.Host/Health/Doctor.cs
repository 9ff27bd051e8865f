using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Host.Catalogs;
using Hearth.Host.Definitions;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Workspaces;
using Hearth.Modules;
using Hearth.Store;

namespace Hearth.Host.Health;

/// <summary>Looks for what is wrong with a workspace's machine state, and mends what is safe to mend: nothing that is still needed is ever removed.</summary>
public sealed class Doctor
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly List<DoctorFinding> _findings = [];
    private readonly Workspace _workspace;
    private readonly bool _repair;
    private readonly TimeProvider _time;

    private Doctor(Workspace workspace, bool repair, TimeProvider time) => (_workspace, _repair, _time) = (workspace, repair, time);

    /// <summary>Examines a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="repair">Whether to mend.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The workspace's files cannot be read.</exception>
    public static async Task<DoctorView> ExamineAsync(Workspace workspace, bool repair, TimeProvider time, CancellationToken cancellationToken)
    {
        var doctor = new Doctor(workspace, repair, time);
        var host = await doctor.ExamineAllAsync(cancellationToken);
        return new DoctorView(doctor._findings.TrueForAll(finding => finding.Repaired is not null), host, [.. doctor._findings]);
    }

    private async Task<int?> ExamineAllAsync(CancellationToken cancellationToken)
    {
        var (connection, alone) = await ConnectAsync(cancellationToken);
        await using var host = connection;
        // What lies about can be told from what is being made only while there is no host.
        using var held = alone;
        if (host is not null)
            _findings.AddRange(await host.ExamineAsync(_repair, cancellationToken));
        else if (alone is not null)
            ExamineHostFiles();
        if (alone is not null)
        {
            // Before anything is compiled, which mends silently what it comes across.
            ExamineContent();
            ExamineDamaged(cancellationToken);
        }

        await using var store = await OpenStoreAsync();
        if (store is not null)
            ExamineCatalog(await WorkspaceCatalog.ListAsync(_workspace, cancellationToken));
        if (alone is not null && store is not null)
            await ExamineUnusedAsync(store, cancellationToken);
        return host?.ProcessId;
    }

    /// <summary>The host that is up, or the right to be it; neither where one does not answer.</summary>
    private async Task<(RemoteConnection? Host, HostLock? Alone)> ConnectAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                if (RemoteConnection.TryConnect(_workspace) is { } host)
                    return (host, null);
            }
            catch (HearthException exception)
            {
                _findings.Add(new DoctorFinding(exception.Id, "host", exception.Message));
                return (null, null);
            }

            if (HostLock.TryTake(_workspace) is { } alone)
                return (null, alone);
            if (_time.GetElapsedTime(started) > Patience)
            {
                _findings.Add(new DoctorFinding(HostErrorIds.HostBusy, ".hearth/host.lock", "A process holds it and does not answer. It may be stuck; look for a 'hearth' process."));
                return (null, null);
            }

            // A host that begins or ends has the lock and does not listen.
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    private void ExamineHostFiles()
    {
        if (File.Exists(HostServer.AddressFile(_workspace)))
            Remove(HostErrorIds.HostLeftOver, "the host that it names is gone", HostServer.AddressFile(_workspace), HostServer.SocketPath(_workspace));
        else if (File.Exists(HostServer.SocketPath(_workspace)))
            Remove(HostErrorIds.HostLeftOver, "the host that listened there is gone", HostServer.SocketPath(_workspace));
    }

    private async Task<RunStore?> OpenStoreAsync()
    {
        RunStore? store = null;
        try
        {
            store = RunStore.Open(_workspace.StateDirectory);
            var faults = store.Check();
            if (faults.Count == 0)
                return store;
            _findings.Add(new DoctorFinding(StoreException.Damaged, "hearth.db", $"The database is damaged: {string.Join("; ", faults.Take(3))}. Move it away to start anew."));
        }
        catch (StoreException exception)
        {
            _findings.Add(new DoctorFinding(exception.Id, "hearth.db", exception.Message));
        }

        if (store is not null)
            await store.DisposeAsync();
        return null;
    }

    private void ExamineCatalog(CatalogView catalog)
    {
        foreach (var extension in catalog.Extensions)
        {
            var subject = $"{extension.Kind} {extension.Name}";
            if (extension.State is "compile-failed" or "validation-failed" or "unreadable")
                _findings.Add(new DoctorFinding(HostErrorIds.ExtensionUnusable, subject, $"{extension.Path} is {extension.State}: {extension.Error}"));
            else if (extension.State == "orphaned")
                _findings.Add(new DoctorFinding(HostErrorIds.ExtensionOrphaned, subject, $"Its file {extension.Path} is gone.", _repair ? "its row was removed from the catalog" : null));
        }

        if (!_repair)
            return;
        using var rows = CatalogStore.Open(_workspace.StateDirectory);
        rows.Update(before => [.. before.Where(row => row.State != "orphaned")]);
    }

    private void ExamineContent()
    {
        var unfinished = Path.Combine(_workspace.ObjectsDirectory, "new");
        if (Directory.Exists(unfinished) && Directory.GetFiles(unfinished) is [_, ..] files)
            Remove(HostErrorIds.ContentLeftOver, $"{files.Length} values were never finished", files);
    }

    private void ExamineDamaged(CancellationToken cancellationToken)
    {
        foreach (var (file, fault) in CompiledFiles.Damaged(_workspace.ModulesDirectory, cancellationToken))
            Remove(HostErrorIds.CompiledDamaged, fault, file);
    }

    private async Task ExamineUnusedAsync(RunStore store, CancellationToken cancellationToken)
    {
        await using var code = new CodeSource(_workspace, _time, new CoherenceGraph(_time));
        // Where the code cannot be read at all, nobody knows what it needs.
        if (Pinned(store) is not { } pinned || (await code.CurrentAsync(TimeSpan.Zero, cancellationToken)).Program is not { Modules.IsEmpty: false } program)
            return;
        var unused = CompiledFiles.Unused(_workspace.ModulesDirectory, program, pinned, _time.GetUtcNow() - Kept);
        if (!unused.IsEmpty)
            Remove(HostErrorIds.CompiledUnused, $"{unused.Length} files were not needed for {Kept.Days} days ({unused.Sum(file => new FileInfo(file).Length) / 1024} KiB)", [.. unused]);
    }

    /// <summary>The assemblies that runs keep, also those that have ended: they can be repeated. Null where that cannot be known.</summary>
    private HashSet<string>? Pinned(RunStore store)
    {
        var content = new ContentStore(_workspace.ObjectsDirectory);
        try
        {
            return
            [
                .. store.List(int.MaxValue, nested: true).Select(run => RunRecordJson.ReadStart(run.Start.Span).Code).OfType<string>().Distinct()
                    .SelectMany(reference => Fingerprint.TryParse(reference, out var fingerprint) ? PinnedCodeJson.ReadAssemblies(content.Get(fingerprint)) : []),
            ];
        }
        catch (StoreException exception)
        {
            _findings.Add(new DoctorFinding(exception.Id, "objects", exception.Message));
            return null;
        }
    }

    private void Remove(string id, string fault, params string[] files)
    {
        var subject = Path.GetRelativePath(_workspace.Root, files.Length == 1 || id == HostErrorIds.HostLeftOver ? files[0] : Path.GetDirectoryName(files[0])!);
        if (_repair)
            foreach (var file in files)
                File.Delete(file);
        _findings.Add(new DoctorFinding(id, subject, $"{char.ToUpperInvariant(fault[0])}{fault[1..]}.", _repair ? "removed" : null));
    }
}
