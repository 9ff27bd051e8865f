using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>
/// Runs and their append-only logs. Appends from any thread are committed together by one writer (so many small ones cost one commit), in the order in
/// which they were asked for; an append has returned only when it is durable against the death of the process. Reads go on beside writes.
/// </summary>
public sealed class RunStore : IAsyncDisposable
{
    private const int LargestBatch = 4096;
    private const string Columns = "number, id, workflow, parent, status, created, ended, start, result";
    private readonly Database _database;
    private readonly BatchWriter<Append> _writer;
    private EventWriter? _events;

    private RunStore(Database database)
    {
        _database = database;
        _writer = new BatchWriter<Append>(LargestBatch, Write);
        Findings = new FindingStore(database);
    }

    /// <summary>What was found about runs, beside their logs.</summary>
    public FindingStore Findings { get; }

    /// <summary>Opens the database in a workspace's <c>.hearth</c> folder, or makes it.</summary>
    /// <exception cref="StoreException">It cannot be used; nothing was changed.</exception>
    public static RunStore Open(string stateDirectory) => new(Database.Open(Path.Combine(stateDirectory, "hearth.db")));

    /// <summary>What is wrong inside the file; nothing where it is whole.</summary>
    public IReadOnlyList<string> Check()
    {
        using var connection = _database.Connect();
        try
        {
            using var command = connection.Command("PRAGMA quick_check(20)");
            using var reader = command.ExecuteReader();
            var faults = new List<string>();
            while (reader.Read())
                faults.Add(reader.GetString(0));
            return faults is ["ok"] ? [] : faults;
        }
        catch (SqliteException exception)
        {
            return [exception.Message];
        }
    }

    /// <summary>Adds a run. Its log starts empty.</summary>
    /// <exception cref="StoreException">The id is taken, or the disk is full or gone.</exception>
    public RunRecord Create(string id, string workflow, string? parent, string status, DateTimeOffset created, ReadOnlyMemory<byte> start)
    {
        using var connection = _database.Connect();
        var number = _database.Explained(() => connection.Scalar(
            "INSERT INTO runs(id, workflow, parent, status, created, start) VALUES($id, $workflow, $parent, $status, $created, $start) RETURNING number",
            ("$id", id), ("$workflow", workflow), ("$parent", parent), ("$status", status), ("$created", created.UtcTicks), ("$start", start.ToArray())));
        return new RunRecord((long)number!, id, workflow, parent, status, created, null, start, default);
    }

    /// <summary>Corrects the rows of runs that a host which is gone left as running. For the one that holds the workspace's lock; the logs stay as they are.</summary>
    /// <param name="running">The status to look for.</param>
    /// <param name="interrupted">The status that they have in truth.</param>
    public void CorrectStatus(string running, string interrupted)
    {
        using var connection = _database.Connect();
        _database.Explained(() => connection.Scalar("UPDATE runs SET status = $interrupted WHERE status = $running", ("$interrupted", interrupted), ("$running", running)));
    }

    /// <summary>Appends entries, and changes the run's row with them, in one commit.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="sequence">The position of the first entry: one more than the last of the run.</param>
    /// <param name="entries">What to append.</param>
    /// <param name="update">The change of the row, or null.</param>
    /// <exception cref="StoreException">The disk is full or gone; nothing of this append is stored.</exception>
    public Task AppendAsync(long run, long sequence, IReadOnlyList<LogEntry> entries, RunUpdate? update = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence + entries.Count - 1, uint.MaxValue, nameof(sequence));
        var append = new Append(run, sequence, entries, update);
        return _writer.Post(append) ? append.Done.Task : Task.FromException(new ObjectDisposedException(nameof(RunStore)));
    }

    /// <summary>Finds a run by its whole id, or by the start of it where that is unambiguous; <c>latest</c> is the newest that is not nested.</summary>
    /// <exception cref="StoreException">There is none, or several.</exception>
    public RunRecord Find(string idOrStart)
    {
        if (idOrStart == "latest")
            return List(1) is [var newest] ? newest : throw new StoreException(StoreException.UnknownRun, "There is no run yet. Start one with: hearth run WORKFLOW");
        var found = Query($"SELECT {Columns} FROM runs WHERE id = $id", ("$id", idOrStart));
        if (found.Count == 0 && idOrStart.Length > 0)
            found = Query($"SELECT {Columns} FROM runs WHERE substr(id, 1, length($id)) = $id AND parent IS NULL ORDER BY number DESC LIMIT 3", ("$id", idOrStart));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new StoreException(StoreException.UnknownRun, $"There is no run '{idOrStart}'. 'hearth runs' lists them."),
            _ => throw new StoreException(StoreException.UnknownRun, $"Several runs begin with '{idOrStart}': {string.Join(", ", found.Select(run => run.Id))}."),
        };
    }

    /// <summary>The run with exactly this id, or null.</summary>
    public RunRecord? TryGet(string id) => Query($"SELECT {Columns} FROM runs WHERE id = $id", ("$id", id)).SingleOrDefault();

    /// <summary>The newest run of a workflow that is not nested; null where there is none.</summary>
    public RunRecord? Latest(string workflow) =>
        Query($"SELECT {Columns} FROM runs WHERE workflow = $workflow AND parent IS NULL ORDER BY number DESC LIMIT 1", ("$workflow", workflow)).SingleOrDefault();

    /// <summary>Runs, newest first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="nested">Also those inside other runs.</param>
    public IReadOnlyList<RunRecord> List(int limit, bool nested = false) =>
        Query($"SELECT {Columns} FROM runs {(nested ? "" : "WHERE parent IS NULL")} ORDER BY number DESC LIMIT $limit", ("$limit", limit));

    /// <summary>A run's log, in order, read as it is enumerated.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="after">Only entries after this position.</param>
    public IEnumerable<LogEntry> Read(long run, long after = 0)
    {
        using var connection = _database.Connect();
        using var command = connection.Command(
            "SELECT position, at, kind, step, item, attempt, data FROM events WHERE position > $from AND position < $to ORDER BY position",
            ("$from", Position(run, after)), ("$to", Position(run + 1, 0)));
        using var reader = _database.Explained(command.ExecuteReader);
        Func<bool> next = reader.Read;
        while (_database.Explained(next))
            yield return Entry(reader);
    }

    /// <summary>Single entries of one run, in the order asked for. Memory stays flat however many there are.</summary>
    public IEnumerable<LogEntry> Read(long run, IEnumerable<long> sequences)
    {
        using var connection = _database.Connect();
        using var command = connection.Command("SELECT position, at, kind, step, item, attempt, data FROM events WHERE position = $position", ("$position", 0L));
        foreach (var sequence in sequences)
        {
            command.Parameters[0].Value = Position(run, sequence);
            using var reader = _database.Explained(command.ExecuteReader);
            yield return _database.Explained(reader.Read) ? Entry(reader) : throw new StoreException(StoreException.Damaged, $"Entry {sequence} of run number {run} is missing from the log.");
        }
    }

    /// <summary>The data of single entries of one run, in the order asked for. Memory stays flat however many there are.</summary>
    public IEnumerable<byte[]> ReadData(long run, IEnumerable<long> sequences)
    {
        using var connection = _database.Connect();
        using var command = connection.Command("SELECT data FROM events WHERE position = $position", ("$position", 0L));
        Func<object?> read = command.ExecuteScalar;
        foreach (var sequence in sequences)
        {
            command.Parameters[0].Value = Position(run, sequence);
            yield return _database.Explained(read) switch
            {
                byte[] data => data,
                DBNull => [],
                _ => throw new StoreException(StoreException.Damaged, $"Entry {sequence} of run number {run} is missing from the log."),
            };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _events?.Dispose();
        _database.Close();
    }

    private static long Position(long run, long sequence) => (run << 32) | sequence;

    private static LogEntry Entry(SqliteDataReader reader) => new(
        new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetInt32(5),
        reader.IsDBNull(6) ? default : (byte[])reader.GetValue(6))
    {
        Sequence = reader.GetInt64(0) & 0xFFFFFFFF,
    };

    private List<RunRecord> Query(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = _database.Connect();
        using var command = connection.Command(sql, parameters);
        using var reader = _database.Explained(command.ExecuteReader);
        var runs = new List<RunRecord>();
        while (_database.Explained(reader.Read))
            runs.Add(new RunRecord(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetString(4), new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
                reader.IsDBNull(6) ? null : new DateTimeOffset(reader.GetInt64(6), TimeSpan.Zero),
                (byte[])reader.GetValue(7), reader.IsDBNull(8) ? default : (byte[])reader.GetValue(8)));
        return runs;
    }

    private void Write(IReadOnlyList<Append> batch)
    {
        try
        {
            _events ??= new EventWriter(_database);
        }
        catch (StoreException exception)
        {
            // It may work again for the next.
            foreach (var append in batch)
                append.Done.TrySetException(exception);
            return;
        }

        _events.Write(batch);
    }
}
