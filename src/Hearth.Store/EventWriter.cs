using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>The one connection that writes logs. Not safe for use from several threads.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly Database _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;

    public EventWriter(Database database)
    {
        _database = database;
        _connection = database.Connect();
        _insert = _connection.Command(
            "INSERT INTO events(position, at, kind, step, item, attempt, data) VALUES($position, $at, $kind, $step, $item, $attempt, $data)",
            ("$position", 0L), ("$at", 0L), ("$kind", ""), ("$step", null), ("$item", null), ("$attempt", null), ("$data", null));
        _update = _connection.Command("UPDATE runs SET status = $status, ended = $ended, result = $result WHERE number = $number",
            ("$status", ""), ("$ended", null), ("$result", null), ("$number", 0L));
    }

    /// <summary>Commits all in one, or tells each why not. One that is at fault itself fails alone.</summary>
    public void Write(IReadOnlyList<Append> batch)
    {
        try
        {
            _connection.InTransaction(() =>
            {
                foreach (var append in batch)
                    Write(append);
            });
        }
        catch (Exception exception) when (batch.Count > 1 && IsOfOneAppend(exception))
        {
            foreach (var append in batch)
                Write([append]);
            return;
        }
        catch (Exception exception)
        {
            // Whatever went wrong, those who wait must hear of it; the next batch starts with a new transaction.
            var failure = exception switch
            {
                StoreException known => known,
                SqliteException sqlite => _database.Explain(sqlite),
                _ => new StoreException(StoreException.NotWritable, $"The run log cannot be written: {exception.Message}", exception),
            };
            foreach (var append in batch)
                append.Done.TrySetException(failure);
            return;
        }

        foreach (var append in batch)
            append.Done.TrySetResult();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _connection.Dispose();
    }

    private void Write(Append append)
    {
        var position = (append.Run << 32) | append.Sequence;
        foreach (var entry in append.Entries)
        {
            Set(_insert, position++, entry.At.UtcTicks, entry.Kind, entry.Step, entry.Item, entry.Attempt,
                entry.Data.IsEmpty ? null : entry.Data.ToArray());
            _insert.ExecuteNonQuery();
        }

        if (append.Update is not { } update)
            return;
        Set(_update, update.Status, update.Ended?.UtcTicks, update.Result.IsEmpty ? null : update.Result.ToArray(), append.Run);
        if (_update.ExecuteNonQuery() == 0)
            throw new StoreException(StoreException.UnknownRun, $"There is no run number {append.Run}.");
    }

    /// <summary>A used position, a run that is not there, a value that is too large; not a disk that is full or a file that is held.</summary>
    private static bool IsOfOneAppend(Exception exception) => exception is not SqliteException { SqliteErrorCode: not (18 or 19 or 20) };

    private static void Set(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
    }
}
