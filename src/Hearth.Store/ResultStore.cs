using Hearth.Coherence;
using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>
/// Results of steps that may stand for later executions, in the workspace's database; their artifacts are folders beside it. Bounded: what was used least recently makes room. Safe for
/// use from several threads. Read by any process, changed by the one that holds the workspace's lock.
/// </summary>
public sealed class ResultStore : IAsyncDisposable
{
    private const int LargestBatch = 1024;
    private const string Columns = "key, run, workflow, step, item, code, input, value, reference, folder, size, created, used, coalesce(length(sources), 0)";
    private readonly Database _database;
    private readonly string _folders;
    private readonly long _limit;
    private readonly BatchWriter<ResultChange> _writer;
    private readonly Lock _sweeping = new();
    private bool _swept;
    private long _found, _missing, _kept, _evicted, _changes, _generation;
    private Tuple<long, long>? _totals;

    private ResultStore(Database database, string folders, long limit)
    {
        (_database, _folders, _limit) = (database, folders, limit);
        _writer = new BatchWriter<ResultChange>(LargestBatch, WriteBatch);
    }

    /// <summary>Opens the database in a workspace's <c>.hearth</c> folder, or makes it.</summary>
    /// <param name="stateDirectory">The folder.</param>
    /// <param name="limit">The most bytes of values and artifacts.</param>
    /// <exception cref="StoreException">It cannot be used; nothing was changed.</exception>
    public static ResultStore Open(string stateDirectory, long limit) =>
        new(Database.Open(Path.Combine(stateDirectory, "hearth.db")), Path.Combine(stateDirectory, "results"), limit);

    /// <summary>How many there are, and their bytes. Asked of the file again only after a change of its own.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public (long Entries, long Bytes) Totals
    {
        get
        {
            if (Volatile.Read(ref _totals) is { } known)
                return (known.Item1, known.Item2);
            var changes = Volatile.Read(ref _changes);
            using var connection = _database.Connect();
            var totals = _database.Explained(() =>
            {
                using var command = connection.Command("SELECT count(*), coalesce(sum(size), 0) FROM results");
                using var reader = command.ExecuteReader();
                reader.Read();
                return Tuple.Create(reader.GetInt64(0), reader.GetInt64(1));
            });
            if (Volatile.Read(ref _changes) == changes)
                Volatile.Write(ref _totals, totals);
            return (totals.Item1, totals.Item2);
        }
    }

    /// <summary>
    /// Another number each time that results are taken away, or become others under the same key. A block that was gathered under an older one is not noted: it may hold what is not to stand any more.
    /// </summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>What it holds, and what it was good for.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ResultStatistics Statistics
    {
        get
        {
            var (entries, bytes) = Totals;
            return new ResultStatistics(entries, bytes, Interlocked.Read(ref _found), Interlocked.Read(ref _missing), Interlocked.Read(ref _kept), Interlocked.Read(ref _evicted));
        }
    }

    /// <summary>Those that there are, by key. One statement for all.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyDictionary<Fingerprint, ResultRecord> Find(IEnumerable<Fingerprint> keys)
    {
        using var connection = _database.Connect();
        return _database.Explained(() =>
        {
            var found = new Dictionary<Fingerprint, ResultRecord>();
            using var command = connection.Command($"SELECT {Columns} FROM results WHERE key = $key", ("$key", Array.Empty<byte>()));
            foreach (var key in keys.Distinct())
            {
                command.Parameters[0].Value = key.ToBytes();
                using var reader = command.ExecuteReader();
                if (reader.Read())
                    found.Add(key, Read(reader));
                Interlocked.Increment(ref found.ContainsKey(key) ? ref _found : ref _missing);
            }

            return found;
        });
    }

    /// <summary>What an execution of a step, or of one of its items, was last computed as; with its sources.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ResultRecord? Latest(string workflow, string step, long? item)
    {
        using var connection = _database.Connect();
        return _database.Explained(() =>
        {
            using var command = connection.Command(
                $"SELECT {Columns}, sources FROM results WHERE workflow = $workflow AND step = $step AND item IS $item ORDER BY used DESC, created DESC LIMIT 1",
                ("$workflow", workflow), ("$step", step), ("$item", item));
            using var reader = command.ExecuteReader();
            return reader.Read() ? Read(reader) with { Sources = Bytes(reader, 14) } : null;
        });
    }

    /// <summary>Keeps a result in place of the one with its key; done when it is durable. Where it takes more than there is room for at all, it is not kept.</summary>
    /// <exception cref="StoreException">The disk is full or gone.</exception>
    public Task PutAsync(ResultRecord result) => ChangeAsync(new ResultChange(result, [], default));

    /// <summary>Notes that results were used. Soon, not at once: it costs the reader nothing.</summary>
    public void Touch(IReadOnlyCollection<Fingerprint> keys, DateTimeOffset at)
    {
        if (keys.Count > 0)
            _ = ChangeAsync(new ResultChange(null, keys, at)).ContinueWith(done => done.Exception, TaskScheduler.Default);
    }

    /// <summary>Whether any block of a step begins and ends with these items, and was made by this code: if not, none stands for them.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public bool HasBlock(string workflow, string step, long first, long count, string code)
    {
        using var connection = _database.Connect();
        return _database.Explained(() => ResultBlockTable.Exists(connection, workflow, step, first, count, code));
    }

    /// <summary>The block with a key; null where there is none.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ResultBlock? FindBlock(Fingerprint key)
    {
        using var connection = _database.Connect();
        var block = _database.Explained(() => ResultBlockTable.Find(connection, key));
        Interlocked.Add(ref _found, block?.Count ?? 0);
        return block;
    }

    /// <summary>Notes that results may stand together. Soon, not at once: what is lost with its process is looked for one by one.</summary>
    /// <param name="blocks">What may.</param>
    /// <param name="generation">The <see cref="Generation"/> before the first of their results was looked at.</param>
    public void PutBlocks(IReadOnlyCollection<ResultBlock> blocks, long generation)
    {
        if (blocks.Count > 0)
            _ = ChangeAsync(new ResultChange(null, [], default) { Blocks = blocks, Generation = generation }).ContinueWith(done => done.Exception, TaskScheduler.Default);
    }

    /// <summary>Done when all that was given before is durable.</summary>
    /// <exception cref="StoreException">The disk is full or gone.</exception>
    public Task FlushAsync() => !_writer.HasBegun ? Task.CompletedTask : ChangeAsync(new ResultChange(null, [], default));

    /// <summary>Removes all.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="StoreException">The disk is full or gone.</exception>
    public long Clear()
    {
        using var connection = _database.Connect();
        return _database.Explained(() =>
        {
            List<string> folders = [];
            long cleared = 0;
            Void();
            connection.InTransaction(() =>
            {
                folders = Folders(connection);
                cleared = (long)connection.Scalar("SELECT count(*) FROM results")!;
                connection.Execute("DELETE FROM results");
                ResultBlockTable.Clear(connection);
            });
            // What was looked at meanwhile is gone by now.
            Void();
            Changed();
            Remove(folders);
            return cleared;
        });
    }

    /// <summary>A new, empty folder for the artifacts of a result, and its name.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public string NewFolder()
    {
        lock (_sweeping)
        {
            // What a process that was killed had copied and not yet noted.
            if (!_swept && Directory.Exists(_folders))
            {
                using var connection = _database.Connect();
                var known = Folders(connection).ToHashSet(StringComparer.Ordinal);
                Remove(Directory.EnumerateDirectories(_folders).Select(folder => Path.GetFileName(folder)).Where(name => !known.Contains(name)).ToList());
            }

            _swept = true;
        }

        var name = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(PathOf(name));
        return name;
    }

    /// <summary>Where the artifacts of a result lie.</summary>
    public string PathOf(string folder) => Path.Combine(_folders, folder);

    /// <summary>Removes a folder that no result has.</summary>
    public void Forget(string folder) => Remove([folder]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _database.Close();
    }

    private static ResultRecord Read(SqliteDataReader reader)
    {
        if (!Fingerprint.TryRead((byte[])reader.GetValue(0), out var key))
            throw new StoreException(StoreException.Damaged, "A kept result has a key that is no fingerprint. 'hearth cache clear results' removes all of them.");
        return new ResultRecord(key, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.GetString(5),
            reader.GetString(6), Bytes(reader, 7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetString(9), reader.GetInt64(10),
            Time(reader, 11))
        {
            Used = Time(reader, 12),
            // The size is that of value or file, of artifacts and of sources.
            ReferenceSize = reader.IsDBNull(8) || !reader.IsDBNull(9) ? null : reader.GetInt64(10) - reader.GetInt64(13),
        };
    }

    private static ReadOnlyMemory<byte> Bytes(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? default : (byte[])reader.GetValue(column);

    private static DateTimeOffset Time(SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    private static List<string> Folders(SqliteConnection connection) => Texts(connection, "SELECT folder FROM results WHERE folder IS NOT NULL");

    private static List<string> Texts(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            if (!reader.IsDBNull(0))
                texts.Add(reader.GetString(0));
        return texts;
    }

    private Task ChangeAsync(ResultChange change) => _writer.Post(change) ? change.Done.Task : Task.FromException(new ObjectDisposedException(nameof(ResultStore)));

    private void WriteBatch(IReadOnlyList<ResultChange> batch)
    {
        try
        {
            Write(batch);
        }
        catch (Exception exception)
        {
            // Whatever went wrong, those who wait must hear of it.
            var failure = exception as StoreException ?? new StoreException(StoreException.NotWritable, $"Results cannot be kept: {exception.Message}", exception);
            foreach (var change in batch)
                change.Done.TrySetException(failure);
            return;
        }

        foreach (var change in batch)
            change.Done.TrySetResult();
    }

    private void Write(IReadOnlyList<ResultChange> batch)
    {
        using var connection = _database.Connect();
        var gone = _database.Explained(() =>
        {
            var folders = new List<string>();
            connection.InTransaction(() =>
            {
                foreach (var change in batch)
                {
                    if (change.Result is { } result)
                        Put(connection, result, folders);
                    Use(connection, change.Used, change.At);
                    foreach (var block in change.Generation == Generation ? change.Blocks : [])
                        ResultBlockTable.Put(connection, block);
                }

                if (batch.Any(change => change.Blocks.Count > 0))
                    ResultBlockTable.Evict(connection);
                if (batch.Any(change => change.Result is not null))
                    Evict(connection, folders);
            });
            return folders;
        });
        if (batch.Any(change => change.Result is not null))
            Changed();
        Remove(gone);
    }

    private void Put(SqliteConnection connection, ResultRecord result, List<string> gone)
    {
        Interlocked.Increment(ref _kept);
        var before = Before(connection, result.Key);
        if (before?.Folder is { } folder && folder != result.Folder)
            gone.Add(folder);
        // Somebody asked for it, or it came out as another though nothing changed: blocks have what it was before.
        if (result.IsFresh || (before is { } known && !known.IsSameAs(result)))
        {
            ResultBlockTable.Clear(connection);
            Void();
        }

        if (result.Size > _limit)
        {
            connection.Execute("DELETE FROM results WHERE key = $key", ("$key", result.Key.ToBytes()));
            if (result.Folder is { } its)
                gone.Add(its);
            return;
        }

        connection.Execute(
            """
            INSERT OR REPLACE INTO results(key, run, workflow, step, item, code, input, value, reference, folder, size, created, used, sources)
            VALUES($key, $run, $workflow, $step, $item, $code, $input, $value, $reference, $folder, $size, $created, $used, $sources)
            """,
            ("$key", result.Key.ToBytes()), ("$run", result.Run), ("$workflow", result.Workflow), ("$step", result.Step), ("$item", result.Item), ("$code", result.Code),
            ("$input", result.Input), ("$value", result.Value.IsEmpty ? null : result.Value.ToArray()), ("$reference", result.Reference), ("$folder", result.Folder),
            ("$size", result.Size), ("$created", result.Created.UtcTicks), ("$used", result.Used.UtcTicks), ("$sources", result.Sources.IsEmpty ? null : result.Sources.ToArray()));
    }

    private static KeptBefore? Before(SqliteConnection connection, Fingerprint key)
    {
        using var command = connection.Command("SELECT value, reference, folder FROM results WHERE key = $key", ("$key", key.ToBytes()));
        using var reader = command.ExecuteReader();
        return reader.Read() ? new KeptBefore(Bytes(reader, 0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)) : null;
    }

    private void Void() => Interlocked.Increment(ref _generation);

    private void Changed()
    {
        Interlocked.Increment(ref _changes);
        Volatile.Write(ref _totals, null);
    }

    private static void Use(SqliteConnection connection, IReadOnlyCollection<Fingerprint> keys, DateTimeOffset at)
    {
        if (keys.Count == 0)
            return;
        using var command = connection.Command("UPDATE results SET used = $at WHERE key = $key AND used < $at", ("$at", at.UtcTicks), ("$key", Array.Empty<byte>()));
        foreach (var key in keys)
        {
            command.Parameters[1].Value = key.ToBytes();
            command.ExecuteNonQuery();
        }
    }

    private void Evict(SqliteConnection connection, List<string> gone)
    {
        var bytes = (long)connection.Scalar("SELECT coalesce(sum(size), 0) FROM results")!;
        if (bytes <= _limit)
            return;
        var least = new List<byte[]>();
        using (var command = connection.Command("SELECT key, size, folder FROM results ORDER BY used, created"))
        using (var reader = command.ExecuteReader())
            while (bytes > _limit && reader.Read())
            {
                least.Add((byte[])reader.GetValue(0));
                bytes -= reader.GetInt64(1);
                if (!reader.IsDBNull(2))
                    gone.Add(reader.GetString(2));
            }

        Interlocked.Add(ref _evicted, least.Count);
        foreach (var key in least)
            connection.Execute("DELETE FROM results WHERE key = $key", ("$key", key));
    }

    private void Remove(IReadOnlyCollection<string> folders)
    {
        foreach (var folder in folders)
            try
            {
                Directory.Delete(PathOf(folder), recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Gone already, or in use: the next process that keeps artifacts removes what nobody knows.
            }
    }

    /// <summary>What was kept under a key before. Of artifacts only that there are any is compared: results that have some are in no block.</summary>
    private sealed record KeptBefore(ReadOnlyMemory<byte> Value, string? Reference, string? Folder)
    {
        public bool IsSameAs(ResultRecord result) =>
            Value.Span.SequenceEqual(result.Value.Span) && Reference == result.Reference && (Folder is null) == (result.Folder is null);
    }
}
