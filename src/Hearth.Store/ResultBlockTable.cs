using Hearth.Coherence;
using Microsoft.Data.Sqlite;

namespace Hearth.Store;

/// <summary>The blocks of results in the database. They hold nothing that is not stored anyway, so only their number is bounded.</summary>
internal static class ResultBlockTable
{
    /// <summary>Of 512 items each, enough for fifty million.</summary>
    private const int Most = 100_000;

    public static bool Exists(SqliteConnection connection, string workflow, string step, long first, long count, string code) => connection.Scalar(
        "SELECT 1 FROM result_blocks WHERE workflow = $workflow AND step = $step AND first = $first AND count = $count AND code = $code LIMIT 1",
        ("$workflow", workflow), ("$step", step), ("$first", first), ("$count", count), ("$code", code)) is not null;

    public static ResultBlock? Find(SqliteConnection connection, Fingerprint key)
    {
        using var command = connection.Command("SELECT run, workflow, step, first, count, code, array, offset, length, used FROM result_blocks WHERE key = $key", ("$key", key.ToBytes()));
        using var reader = command.ExecuteReader();
        return reader.Read() && Fingerprint.TryParse(reader.GetString(6), out var array)
            ? new ResultBlock(key, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetString(5), array,
                reader.GetInt64(7), reader.GetInt64(8), new DateTimeOffset(reader.GetInt64(9), TimeSpan.Zero))
            : null;
    }

    public static void Put(SqliteConnection connection, ResultBlock block) => connection.Execute(
        """
        INSERT OR REPLACE INTO result_blocks(key, run, workflow, step, first, count, code, array, offset, length, used)
        VALUES($key, $run, $workflow, $step, $first, $count, $code, $array, $offset, $length, $used)
        """,
        ("$key", block.Key.ToBytes()), ("$run", block.Run), ("$workflow", block.Workflow), ("$step", block.Step), ("$first", block.First), ("$count", block.Count),
        ("$code", block.Code), ("$array", block.Array.ToString()), ("$offset", block.Offset), ("$length", block.Length), ("$used", block.Used.UtcTicks));

    /// <summary>Makes room: those that were used least recently.</summary>
    public static void Evict(SqliteConnection connection) => connection.Execute(
        "DELETE FROM result_blocks WHERE key IN (SELECT key FROM result_blocks ORDER BY used DESC LIMIT -1 OFFSET $most)", ("$most", Most));

    public static void Clear(SqliteConnection connection) => connection.Execute("DELETE FROM result_blocks");
}
