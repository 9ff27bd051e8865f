using System.Text;
using Hearth.Coherence;
using Microsoft.Data.Sqlite;

namespace Hearth.Store.Tests;

public sealed class ResultStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_kept_is_found_by_key_also_by_another_process()
    {
        await using (var store = ResultStore.Open(_directory.Path, 1000))
        {
            await store.PutAsync(Result("a") with { Item = 3, Reference = "r", Sources = "{}"u8.ToArray() });
            await store.PutAsync(Result("b"));
        }

        await using var again = ResultStore.Open(_directory.Path, 1000);
        var found = again.Find([Key("a"), Key("b"), Key("c"), Key("a")]);

        Assert.Equal(2, found.Count);
        var a = found[Key("a")];
        Assert.Equal(("run", "flow", "step", 3L, "code", "input", "r", 10L, Now, "\"a\""),
            (a.Run, a.Workflow, a.Step, a.Item, a.Code, a.Input, a.Reference, a.Size, a.Created, Encoding.UTF8.GetString(a.Value.Span)));
        Assert.Null(found[Key("b")].Item);
        Assert.Equal((2L, 20L), again.Totals);
    }

    [Fact]
    public async Task The_latest_of_a_place_is_the_one_that_was_used_last_and_has_its_sources()
    {
        await using var store = ResultStore.Open(_directory.Path, 1000);
        await store.PutAsync(Result("a") with { Item = 1, Sources = "{\"a\":1}"u8.ToArray() });
        await store.PutAsync(Result("b") with { Item = 1, Created = Now.AddSeconds(1), Used = Now.AddSeconds(1), Sources = "{\"b\":1}"u8.ToArray() });
        Assert.Equal("{\"b\":1}", Encoding.UTF8.GetString(store.Latest("flow", "step", 1)!.Sources.Span));
        store.Touch([Key("a")], Now.AddMinutes(1));
        await store.PutAsync(Result("other") with { Step = "other" });
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(store.Latest("flow", "step", 1)!.Sources.Span));
        Assert.Null(store.Latest("flow", "step", null));
        Assert.Null(store.Latest("flow", "step", 2));
        Assert.NotNull(store.Latest("flow", "other", null));
    }

    [Fact]
    public async Task What_was_used_least_recently_makes_room_and_its_artifacts_go()
    {
        await using var store = ResultStore.Open(_directory.Path, 30);
        var folders = new List<string>();
        foreach (var (name, second) in new[] { ("a", 1), ("b", 2), ("c", 3) })
        {
            folders.Add(store.NewFolder());
            await store.PutAsync(Result(name) with { Folder = folders[^1], Created = Now.AddSeconds(second), Used = Now.AddSeconds(second) });
        }

        store.Touch([Key("a")], Now.AddMinutes(1));
        await store.PutAsync(Result("d") with { Created = Now.AddMinutes(2), Used = Now.AddMinutes(2) });

        Assert.Equal([Key("a"), Key("c"), Key("d")], store.Find([Key("a"), Key("b"), Key("c"), Key("d")]).Keys);
        Assert.Equal([true, false, true], folders.Select(folder => Directory.Exists(store.PathOf(folder))));
        Assert.Equal((3L, 30L), store.Totals);
    }

    [Fact]
    public async Task What_is_larger_than_all_the_room_is_not_kept_and_takes_the_old_one_with_it()
    {
        await using var store = ResultStore.Open(_directory.Path, 30);
        await store.PutAsync(Result("a"));
        await store.PutAsync(Result("b"));
        var folder = store.NewFolder();
        await store.PutAsync(Result("a") with { Size = 31, Folder = folder });

        Assert.Equal([Key("b")], store.Find([Key("a"), Key("b")]).Keys);
        Assert.False(Directory.Exists(store.PathOf(folder)));
    }

    [Fact]
    public async Task A_result_replaces_the_one_with_its_key_and_its_artifacts()
    {
        await using var store = ResultStore.Open(_directory.Path, 1000);
        var (old, current) = (store.NewFolder(), store.NewFolder());
        await store.PutAsync(Result("a") with { Folder = old });
        await store.PutAsync(Result("a") with { Folder = current, Run = "later" });

        Assert.Equal("later", store.Find([Key("a")])[Key("a")].Run);
        Assert.False(Directory.Exists(store.PathOf(old)));
        Assert.True(Directory.Exists(store.PathOf(current)));
        Assert.Equal(1L, store.Clear());
        Assert.False(Directory.Exists(store.PathOf(current)));
        Assert.Equal((0L, 0L), store.Totals);
    }

    [Fact]
    public async Task Folders_that_a_killed_process_left_go_when_the_next_makes_one()
    {
        string known, left;
        await using (var store = ResultStore.Open(_directory.Path, 1000))
        {
            (known, left) = (store.NewFolder(), store.NewFolder());
            await store.PutAsync(Result("a") with { Folder = known });
        }

        await using var next = ResultStore.Open(_directory.Path, 1000);
        var fresh = next.NewFolder();

        Assert.Equal([true, false, true], new[] { known, left, fresh }.Select(folder => Directory.Exists(next.PathOf(folder))));
    }

    [Fact]
    public async Task Many_at_once_are_all_kept()
    {
        await using var store = ResultStore.Open(_directory.Path, long.MaxValue);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(number => Task.Run(() => store.PutAsync(Result($"{number}")))));
        Assert.Equal(3000, store.Find(Enumerable.Range(0, 3000).Select(number => Key($"{number}"))).Count);
    }

    [Fact]
    public async Task A_database_of_format_3_is_brought_up_to_date()
    {
        await ResultStore.Open(_directory.Path, 1000).DisposeAsync();
        Execute("DROP TABLE results; DROP TABLE result_blocks; PRAGMA user_version = 3");
        await using var store = ResultStore.Open(_directory.Path, 1000);
        await store.PutAsync(Result("a"));
        Assert.Equal((1L, 10L), store.Totals);
    }

    [Fact]
    public async Task Blocks_are_found_by_key_and_place_until_a_result_is_replaced_or_all_are_cleared()
    {
        await using (var store = ResultStore.Open(_directory.Path, 1000))
        {
            await store.PutAsync(Result("a") with { Folder = null });
            store.PutBlocks([Block("x"), Block("y") with { First = 512, Count = 100 }], store.Generation);
            await store.FlushAsync();
        }

        await using var again = ResultStore.Open(_directory.Path, 1000);
        Assert.Equal(Block("y") with { First = 512, Count = 100 }, again.FindBlock(Key("y")));
        Assert.Null(again.FindBlock(Key("z")));
        Assert.Equal([true, false, false, false, false], new[]
        {
            again.HasBlock("flow", "step", 0, 512, "code"), again.HasBlock("other", "step", 0, 512, "code"), again.HasBlock("flow", "step", 512, 512, "code"),
            again.HasBlock("flow", "step", 0, 511, "code"), again.HasBlock("flow", "step", 0, 512, "other"),
        });

        await again.PutAsync(Result("b"));
        Assert.NotNull(again.FindBlock(Key("x")));
        // Two that are equal, or one that comes out the same again, take nothing away.
        await again.PutAsync(Result("a"));
        Assert.NotNull(again.FindBlock(Key("x")));
        // Another output under the same key: what blocks have of it is what it was before.
        var before = again.Generation;
        await again.PutAsync(Result("a") with { Value = "2"u8.ToArray() });
        Assert.Null(again.FindBlock(Key("x")));
        again.PutBlocks([Block("x")], before);
        await again.FlushAsync();
        Assert.Null(again.FindBlock(Key("x")));
        again.PutBlocks([Block("x")], again.Generation);
        await again.FlushAsync();
        Assert.NotNull(again.FindBlock(Key("x")));
        // What was asked for stands alone, also where its row had made room.
        await again.PutAsync(Result("new") with { IsFresh = true });
        Assert.Null(again.FindBlock(Key("x")));
        before = again.Generation;
        again.PutBlocks([Block("x")], before);
        Assert.Equal(3, again.Clear());
        Assert.Null(again.FindBlock(Key("x")));
        // What was gathered before it was cleared does not come back.
        again.PutBlocks([Block("x")], before);
        await again.FlushAsync();
        Assert.Null(again.FindBlock(Key("x")));
        Assert.Equal((0L, 0L), again.Totals);
    }

    [Fact]
    public async Task The_size_of_a_file_that_holds_a_value_is_known_where_there_is_nothing_else()
    {
        await using var store = ResultStore.Open(_directory.Path, 1000);
        await store.PutAsync(Result("a") with { Value = default, Reference = "r", Size = 15, Sources = "12345"u8.ToArray() });
        await store.PutAsync(Result("b") with { Value = default, Reference = "r", Size = 15, Folder = "f" });
        await store.PutAsync(Result("c"));
        var found = store.Find([Key("a"), Key("b"), Key("c")]);
        Assert.Equal([10L, null, null], new[] { found[Key("a")].ReferenceSize, found[Key("b")].ReferenceSize, found[Key("c")].ReferenceSize });
    }

    [Fact]
    public async Task A_database_of_format_4_is_brought_up_to_date_and_keeps_its_results()
    {
        await using (var before = ResultStore.Open(_directory.Path, 1000))
            await before.PutAsync(Result("a"));
        Execute("DROP TABLE result_blocks; PRAGMA user_version = 4");
        await using var store = ResultStore.Open(_directory.Path, 1000);
        Assert.Single(store.Find([Key("a")]));
        Assert.False(store.HasBlock("flow", "step", 0, 512, "code"));
    }

    private static ResultBlock Block(string name) => new(Key(name), "run", "flow", "step", 0, 512, "code", Key("array"), 1, 1000, Now);

    private static Fingerprint Key(string name) => Fingerprint.Of(name);

    private static ResultRecord Result(string name) =>
        new(Key(name), "run", "flow", "step", null, "code", "input", Encoding.UTF8.GetBytes($"\"{name}\""), null, null, 10, Now);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
