using System.Text;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Inputs;

/// <summary>Files and folders as inputs: no way of changing them goes unseen, with hints or without.</summary>
public sealed class FileInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-test-").FullName;
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly Layer<string, string> _texts;
    private int _computed;

    public FileInputTests() => _texts = _graph.AddLayer(new LayerDefinition<string, string>
    {
        Name = "texts",
        Fingerprint = Fingerprint.Of,
        Compute = async (name, reading) =>
        {
            Interlocked.Increment(ref _computed);
            return await reading.ReadAsync(_graph.Files[PathOf(name)]) is { } content ? Encoding.UTF8.GetString(content.Bytes.Span) : "(none)";
        },
    });

    [Fact]
    public async Task Edits_of_the_same_size_in_quick_succession_are_all_seen()
    {
        for (var edit = 0; edit < 200; edit++)
        {
            File.WriteAllText(PathOf("a"), $"{edit % 10}");
            Assert.Equal($"{edit % 10}", await ReadAsync("a"));
        }
    }

    [Fact]
    public async Task A_file_comes_and_goes()
    {
        Assert.Equal("(none)", await ReadAsync("a"));
        File.WriteAllText(PathOf("a"), "1");
        Assert.Equal("1", await ReadAsync("a"));
        File.Delete(PathOf("a"));
        Assert.Equal("(none)", await ReadAsync("a"));
        Assert.Equal("removed", _graph.Files[PathOf("a")].LastChange?.What);
    }

    [Fact]
    public async Task What_is_read_for_the_first_time_is_read_once()
    {
        File.WriteAllText(PathOf("a"), "1");
        Assert.Equal("1", await ReadAsync("a"));
        Assert.Equal(1, _graph.Files.Statistics.Rebuilds);
    }

    [Fact]
    public async Task What_is_not_there_has_a_fingerprint_that_says_so()
    {
        await _graph.Files[PathOf("a")].ReadAsync();
        await _graph.Folders[PathOf("b")].ReadAsync();
        await _graph.Folders[_folder].ReadAsync();
        Assert.Equal((FileInputs.Missing, FolderInputs.Missing), (_graph.Files[PathOf("a")].LastFingerprint, _graph.Folders[PathOf("b")].LastFingerprint));
        Assert.NotEqual(FolderInputs.Missing, _graph.Folders[_folder].LastFingerprint);
    }

    [Fact]
    public async Task An_edit_that_keeps_size_and_time_is_seen()
    {
        File.WriteAllText(PathOf("a"), "1");
        var old = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(PathOf("a"), old);
        await Task.Delay(60);
        Assert.Equal("1", await ReadAsync("a"));
        File.WriteAllText(PathOf("a"), "2");
        File.SetLastWriteTimeUtc(PathOf("a"), old);

        Assert.Equal("2", await ReadAsync("a"));
    }

    [Fact]
    public async Task A_file_that_could_not_be_read_for_a_moment_is_read_when_it_can_be()
    {
        File.WriteAllText(PathOf("a"), "1");
        // Its fingerprint is known, and stays what it was; only the content cannot be had.
        await _graph.Files[PathOf("a")].ReadAsync();
        using (new FileStream(PathOf("a"), FileMode.Open, FileAccess.Read, FileShare.None))
            await Assert.ThrowsAsync<IOException>(() => _texts.ReadAsync("a").AsTask());

        Assert.Equal("1", await ReadAsync("a"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_for_memory_has_a_fingerprint_of_its_content()
    {
        // With a hole in it: it takes no room on the disk.
        using (var file = File.Create(PathOf("large")))
            file.SetLength((2L << 30) + 10);
        var prints = _graph.AddLayer(new LayerDefinition<string, Fingerprint>
        {
            Name = "prints",
            Compute = async (name, reading) => await reading.FingerprintAsync(_graph.Files[PathOf(name)]),
            Fingerprint = print => print,
        });
        var before = await prints.ReadAsync("large");
        using (var file = File.OpenWrite(PathOf("large")))
            file.WriteByte(1);
        _graph.Revalidate();

        Assert.NotEqual(before, await prints.ReadAsync("large"));
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_is_seen_in_its_folder()
    {
        Directory.CreateDirectory(PathOf("folder"));
        Directory.CreateDirectory(PathOf("v1"));
        Directory.CreateDirectory(PathOf("v2"));
        Directory.CreateSymbolicLink(PathOf("folder/current"), PathOf("v1"));
        var before = await _graph.Folders[PathOf("folder")].ReadAsync();
        Assert.Equal(new FolderEntry("current", IsFolder: true, IsLink: true) { Target = PathOf("v1") }, before.Single());
        Directory.Delete(PathOf("folder/current"));
        Directory.CreateSymbolicLink(PathOf("folder/current"), PathOf("v2"));
        _graph.Revalidate();

        Assert.Equal(PathOf("v2"), (await _graph.Folders[PathOf("folder")].ReadAsync()).Single().Target);
        Assert.Equal("lists others", _graph.Folders[PathOf("folder")].LastChange?.What);
    }

    [Fact]
    public async Task A_touched_file_moves_nothing()
    {
        File.WriteAllText(PathOf("a"), "1");
        await ReadAsync("a");
        File.SetLastWriteTimeUtc(PathOf("a"), DateTime.UtcNow.AddMinutes(-1));

        Assert.Equal("1", await ReadAsync("a"));
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task Without_a_hint_and_without_a_revalidation_nothing_is_looked_at()
    {
        File.WriteAllText(PathOf("a"), "1");
        await _texts.ReadAsync("a");
        var looks = _graph.Files.Statistics.Verifications;
        File.WriteAllText(PathOf("a"), "2");

        Assert.Equal("1", await _texts.ReadAsync("a"));
        Assert.Equal(looks, _graph.Files.Statistics.Verifications);
        var dirtied = _graph.Hint(PathOf("a"), "changed");
        Assert.Equal("2", await _texts.ReadAsync("a"));
        Assert.Equal([$"files {PathOf("a")}", "texts a"], dirtied.Select(node => node.Name));
        Assert.Equal($"{PathOf("a")} changed", _graph.Log.Entries.Single().Cause);
    }

    [Fact]
    public async Task A_hint_of_a_folder_is_one_of_all_below_it()
    {
        Directory.CreateDirectory(PathOf("sub/deep"));
        File.WriteAllText(PathOf("sub/deep/a"), "1");
        File.WriteAllText(PathOf("other"), "1");
        await _texts.ReadAsync("sub/deep/a");
        await _texts.ReadAsync("other");
        Directory.Move(PathOf("sub"), PathOf("moved"));

        var dirtied = _graph.Hint(PathOf("sub"), "moved");

        Assert.Equal(2, dirtied.Length);
        Assert.Equal("(none)", await _texts.ReadAsync("sub/deep/a"));
    }

    [Fact]
    public async Task A_hint_of_any_folder_above_is_one_of_the_file_and_one_of_any_beside_it_is_not()
    {
        Directory.CreateDirectory(PathOf("sub/deep"));
        File.WriteAllText(PathOf("sub/deep/a"), "1");
        await _texts.ReadAsync("sub/deep/a");

        Assert.Empty(_graph.Hint(PathOf("su"), "moved"));
        Assert.Empty(_graph.Hint(PathOf("sub/deep/a.tmp"), "added"));
        Assert.Empty(_graph.Hint(PathOf("sub/deep/a/b"), "added"));
        for (var folder = PathOf("sub/deep"); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            Assert.Equal(2, _graph.Hint(folder, "moved").Length);
            Assert.Equal("1", await _texts.ReadAsync("sub/deep/a"));
        }

        Assert.Equal(2, _graph.Hint(PathOf("sub") + Path.DirectorySeparatorChar, "moved").Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_error_until_it_can()
    {
        Directory.CreateDirectory(PathOf("loop"));
        File.CreateSymbolicLink(PathOf("a"), PathOf("b"));
        File.CreateSymbolicLink(PathOf("b"), PathOf("a"));
        Assert.Equal("(none)", await ReadAsync("a"));
        File.Delete(PathOf("a"));
        File.WriteAllText(PathOf("a"), "1");

        Assert.Equal("1", await ReadAsync("b"));
    }

    [Fact]
    public async Task Listings_see_what_comes_goes_and_is_renamed_and_not_what_is_edited()
    {
        File.WriteAllText(PathOf("a"), "1");
        var count = 0;
        var names = _graph.AddLayer(new LayerDefinition<string, string>
        {
            Name = "names",
            Fingerprint = Fingerprint.Of,
            Compute = async (folder, reading) =>
            {
                count++;
                return string.Join(' ', (await reading.ReadAsync(_graph.Folders[folder])).Select(entry => entry.Name + (entry.IsFolder ? "/" : "")));
            },
        });

        Assert.Equal("a", await NamesAsync());
        File.WriteAllText(PathOf("a"), "22");
        Assert.Equal("a", await NamesAsync());
        Assert.Equal(1, count);
        Directory.CreateDirectory(PathOf("b"));
        Assert.Equal("a b/", await NamesAsync());
        File.Move(PathOf("a"), PathOf("c"));
        Assert.Equal("b/ c", await NamesAsync());
        File.Delete(PathOf("c"));
        File.WriteAllText(PathOf("c"), "");
        Assert.Equal("b/ c", await NamesAsync());
        Assert.Equal(3, count);
        Directory.Delete(_folder, recursive: true);
        Assert.Equal("", await NamesAsync());
        Directory.CreateDirectory(_folder);

        async Task<string> NamesAsync()
        {
            _graph.Revalidate();
            return await names.ReadAsync(_folder);
        }
    }

    [Fact]
    public async Task What_another_process_knew_is_not_read_again()
    {
        for (var file = 0; file < 20; file++)
            File.WriteAllText(PathOf($"{file}"), "text");
        await Task.Delay(60);
        foreach (var file in Enumerable.Range(0, 20))
            await ReadAsync($"{file}");
        var known = _graph.Files.Known.ToList();
        var next = new CoherenceGraph(TimeProvider.System);
        next.Files.Remember(known);
        File.WriteAllText(PathOf("7"), "other");

        var fingerprints = new List<Fingerprint>();
        var all = next.AddLayer(new LayerDefinition<string, int>
        {
            Name = "all",
            Compute = async (_, reading) =>
            {
                foreach (var file in Enumerable.Range(0, 20))
                    fingerprints.Add(await reading.FingerprintAsync(next.Files[PathOf($"{file}")]));
                return fingerprints.Count;
            },
        });
        await all.ReadAsync("");

        Assert.Equal(20, known.Count);
        File.Delete(PathOf("3"));
        var third = new CoherenceGraph(TimeProvider.System);
        third.Files.Remember(known);
        Assert.Equal(19, third.Files.Known.Count());
        Assert.Equal(1, next.Files.Statistics.Rebuilds);
        Assert.Equal(19, fingerprints.Count(fingerprint => fingerprint == Fingerprint.Of("text")));
        Assert.Equal(Fingerprint.Of("other"), fingerprints[7]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private async Task<string> ReadAsync(string name)
    {
        _graph.Revalidate();
        return await _texts.ReadAsync(name);
    }
}
